package io.paddock.server.raft;

/** Stops the process, for a reason after which going on could lose or falsify data. */
@FunctionalInterface
public interface FatalHandler {

    /**
     * Stops the process at once; from any thread, with any lock held. In production it does not return.
     *
     * @param reason a sentence for the log
     * @param cause what was thrown
     */
    void halt(String reason, Throwable cause);
}
