package io.paddock.server.config;

/**
 * ZooKeeper's {@code request_throttle_*}: how many requests are worked on at once, and which are dropped.
 *
 * @param requestsMax {@code request_throttle_max_requests}; 0 for no throttle
 * @param stallTimeMs {@code request_throttle_stall_time}
 * @param dropsStale {@code request_throttle_drop_stale}: a stale request closes its connection
 * @param checksStaleLatency {@code request_stale_latency_check}: a request older than its session's time-out is stale
 * @param checksStaleConnection {@code request_stale_connection_check}: a request of a closed connection is stale
 * @param operationWaitMs {@code throttled_op_wait_time}: requests that waited longer get ThrottledOp; 0 for never
 */
public record RequestThrottle(
        int requestsMax,
        int stallTimeMs,
        boolean dropsStale,
        boolean checksStaleLatency,
        boolean checksStaleConnection,
        int operationWaitMs) {
    static RequestThrottle from(SettingSource source) throws ConfigException {
        return new RequestThrottle(
                source.number("request_throttle_max_requests", 0, 0, Integer.MAX_VALUE),
                source.number("request_throttle_stall_time", 100, 1, Integer.MAX_VALUE),
                source.flag("request_throttle_drop_stale", true),
                source.flag("request_stale_latency_check", false),
                source.flag("request_stale_connection_check", true),
                source.number("throttled_op_wait_time", 0, 0, Integer.MAX_VALUE));
    }

    /** Whether requests are throttled at all. */
    public boolean isEnabled() {
        return requestsMax > 0;
    }
}
