package io.paddock.cluster.history;

/**
 * One write that a client asked for.
 *
 * @param client which client
 * @param number counts this client's attempts, from 0 and without a gap: the order in which it asked
 * @param kind what it asked
 * @param path the node, for a sequential one without its number
 * @param value what it writes; no two attempts of a kind but {@link WriteKind#COUNTER} write the same
 * @param expectedVersion the version it was made against; -1 when any would do
 * @param calledNanos when it was asked, by this process's clock
 * @param outcome what became of it
 */
public record Attempt(
        int client,
        int number,
        WriteKind kind,
        String path,
        String value,
        int expectedVersion,
        long calledNanos,
        Outcome outcome) {

    /** The same with its outcome. */
    Attempt ended(Outcome end) {
        return new Attempt(client, number, kind, path, value, expectedVersion, calledNanos, end);
    }

    /** Whether the server said that it is done. */
    public boolean isAcknowledged() {
        return outcome.fate() == Fate.ACKNOWLEDGED;
    }

    /** Whether it may have been done for all that the client knows. */
    public boolean mayBeDone() {
        return outcome.fate() != Fate.REFUSED;
    }

    @Override
    public String toString() {
        return "client " + client + " attempt " + number + " (" + kind + " " + path + " value " + value + " expecting "
                + expectedVersion + ": " + outcome + ")";
    }
}
