package io.paddock.cluster.compare;

/**
 * What a generated script is like.
 *
 * @param requests how many requests it has at least
 * @param isForEnsemble whether it leaves out what a ZooKeeper ensemble does not survive, and gives sessions time to
 *     outlive a failure
 * @param failovers how many servers die between the requests
 */
public record ScriptShape(int requests, boolean isForEnsemble, int failovers) {
    /** Checks. */
    public ScriptShape {
        if (failovers > 0 && !isForEnsemble) {
            throw new IllegalArgumentException("expected an ensemble for " + failovers + " failovers");
        }
    }

    /** For a server that stands alone. */
    public static ScriptShape alone(int requests) {
        return new ScriptShape(requests, false, 0);
    }

    /** For an ensemble, in which so many servers die. */
    public static ScriptShape ensemble(int requests, int failovers) {
        return new ScriptShape(requests, true, failovers);
    }
}
