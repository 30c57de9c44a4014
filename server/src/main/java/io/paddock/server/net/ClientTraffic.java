package io.paddock.server.net;

/** What has passed over one connection. Written by its event loop, read by any thread, which may see it a little late. */
public final class ClientTraffic {

    private final long establishedMs = System.currentTimeMillis();
    private volatile long received;
    private volatile long sentBytes;

    void received() {
        received = received + 1;
    }

    void sent(long bytes) {
        sentBytes = sentBytes + bytes;
    }

    /** Frames received. */
    public long receivedFrames() {
        return received;
    }

    /** Bytes sent. */
    public long bytesSent() {
        return sentBytes;
    }

    /** When it began, in ms since 1970. */
    public long establishedMs() {
        return establishedMs;
    }
}
