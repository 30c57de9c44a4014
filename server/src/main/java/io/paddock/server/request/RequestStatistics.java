package io.paddock.server.request;

/** Counts what was answered. Any thread. */
public interface RequestStatistics {

    /** A request was answered; {@code zxid} is the reply's. */
    void answered(RequestPipeline pipeline, Pending pending, long zxid);
}
