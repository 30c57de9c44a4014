package io.paddock.server.request;

import java.util.concurrent.Executor;

/** The connection under a {@link RequestPipeline}, as the request path sees it. Callable from any thread. */
public interface Link {

    /** The event loop: runs tasks one after the other, in the thread that reads the connection. */
    Executor loop();

    /** Sends what is in the outbox. Event loop only. */
    void flush();

    /** The handshake, or a reconfig, is done: further requests may come. Event loop only. */
    void opened();

    /** Sends what is in the outbox, and then closes. */
    void closeAfterFlush(String reason);

    /** A request of so many bytes was answered. Publish lock held. */
    void answered(int requestBytes);
}
