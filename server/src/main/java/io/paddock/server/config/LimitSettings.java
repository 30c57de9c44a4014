package io.paddock.server.config;

/**
 * Bounds on what clients may ask of one server. 0 means no bound unless a line says otherwise.
 *
 * @param connectionsPerAddressMax {@code maxClientCnxns}: connections of one IP address
 * @param connectionsMax {@code zookeeper.maxCnxns}: connections of all
 * @param frameBytesMax {@code jute.maxbuffer}: the longest request
 * @param outstandingRequestsMax {@code globalOutstandingLimit}: writes being worked on before clients that have some
 *     are read no further
 * @param largeRequestBytesMax {@code zookeeper.largeRequestMaxBytes}: bytes of large requests being worked on
 * @param largeRequestThresholdBytes {@code zookeeper.largeRequestThreshold}: from where a request is large; -1 for never
 */
public record LimitSettings(
        int connectionsPerAddressMax,
        int connectionsMax,
        int frameBytesMax,
        int outstandingRequestsMax,
        int largeRequestBytesMax,
        int largeRequestThresholdBytes) {
    /** ZooKeeper's longest request, one byte less than a mebibyte. */
    public static final int FRAME_BYTES_MAX = 0xfffff;

    /** The longest that {@code jute.maxbuffer} may allow: a request is one entry of the log, which goes over the network as one message. */
    public static final int FRAME_BYTES_LARGEST = 128 << 20;

    /** More than ZooKeeper's 1000, which would keep the log's entries small when many clients write. */
    private static final int OUTSTANDING_MAX = 20_000;

    private static final int UNBOUNDED = 0;

    static LimitSettings from(SettingSource source) throws ConfigException {
        return new LimitSettings(
                connections(source, "maxClientCnxns", 60),
                connections(source, "maxCnxns", UNBOUNDED),
                source.number("jute.maxbuffer", FRAME_BYTES_MAX, 1024, FRAME_BYTES_LARGEST),
                source.number("globalOutstandingLimit", OUTSTANDING_MAX, 1, Integer.MAX_VALUE),
                source.number("largeRequestMaxBytes", 100 << 20, 1, Integer.MAX_VALUE),
                source.number("largeRequestThreshold", -1, -1, Integer.MAX_VALUE));
    }

    /** ZooKeeper takes a negative number for no bound, too. */
    private static int connections(SettingSource source, String key, int fallback) throws ConfigException {
        return Math.max(UNBOUNDED, source.number(key, fallback, -1, Integer.MAX_VALUE));
    }
}
