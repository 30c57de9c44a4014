package io.paddock.server.request;

/** The replicated log, as the batcher sees it. */
public interface EntryLog {

    /**
     * Puts an entry into the log, after all those submitted before. One thread at a time calls it, on the leader.
     *
     * @param done hears whether it was applied; false: it may have been or not. Called from any thread, must be quick
     */
    void submit(byte[] entry, Done done);

    /** Hears the end of a submission. */
    interface Done {
        /** The entry was applied, or nobody knows. */
        void done(boolean wasApplied);
    }
}
