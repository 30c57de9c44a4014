package io.paddock.server.config;

/**
 * Bounds on what clients may ask of one server. 0 means no bound unless a line says otherwise.
 *
 * @param connectionsPerAddressMax {@code maxClientCnxns}: connections of one IP address
 * @param connectionsMax {@code zookeeper.maxCnxns}: connections of all
 * @param frameBytesMax {@code jute.maxbuffer}: the longest request
 * @param outstandingRequestsMax {@code globalOutstandingLimit}: requests being worked on before reading stops
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

    static LimitSettings from(SettingSource source) throws ConfigException {
        return new LimitSettings(
                source.number("maxClientCnxns", 60, 0, Integer.MAX_VALUE),
                source.number("maxCnxns", 0, 0, Integer.MAX_VALUE),
                source.number("jute.maxbuffer", FRAME_BYTES_MAX, 1024, 1 << 30),
                source.number("globalOutstandingLimit", 1000, 1, Integer.MAX_VALUE),
                source.number("largeRequestMaxBytes", 100 << 20, 1, Integer.MAX_VALUE),
                source.number("largeRequestThreshold", -1, -1, Integer.MAX_VALUE));
    }
}
