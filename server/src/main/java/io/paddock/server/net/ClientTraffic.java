package io.paddock.server.net;

import java.util.concurrent.atomic.AtomicLong;

/** What has passed over one connection. Written by its event loop, read by any thread, which may see it a little late. */
public final class ClientTraffic {

    private final long establishedMs = System.currentTimeMillis();
    private final AtomicLong received = new AtomicLong();
    private final AtomicLong sentBytes = new AtomicLong();

    void received() {
        received.lazySet(received.get() + 1);
    }

    void sent(long bytes) {
        sentBytes.lazySet(sentBytes.get() + bytes);
    }

    /** Frames received. */
    public long receivedFrames() {
        return received.get();
    }

    /** Bytes sent. */
    public long bytesSent() {
        return sentBytes.get();
    }

    /** When it began, in ms since 1970. */
    public long establishedMs() {
        return establishedMs;
    }
}
