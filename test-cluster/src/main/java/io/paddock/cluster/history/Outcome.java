package io.paddock.cluster.history;

/**
 * What became of a write.
 *
 * @param fate what the client knows
 * @param error the error code of the answer, 0 for none
 * @param path the node the answer names; empty when it names none
 * @param zxid the transaction, when the answer tells it; else 0
 * @param version the version of the node afterwards, when the answer tells it; else -1
 * @param answeredNanos when the answer came, by the clock of {@link Attempt#calledNanos}
 */
public record Outcome(Fate fate, int error, String path, long zxid, int version, long answeredNanos) {
    /** No answer, so far or for ever. */
    public static final Outcome UNKNOWN = new Outcome(Fate.UNKNOWN, 0, "", 0, -1, Long.MAX_VALUE);

    /** Done. */
    public static Outcome acknowledged(String path, long zxid, int version) {
        return new Outcome(Fate.ACKNOWLEDGED, 0, path, zxid, version, System.nanoTime());
    }

    /** Not done, for this reason. */
    public static Outcome refused(int error) {
        return new Outcome(Fate.REFUSED, error, "", 0, -1, System.nanoTime());
    }
}
