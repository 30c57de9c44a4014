package io.paddock.server.config;

/**
 * A token bucket in front of new connections, ZooKeeper's {@code connection_throttle_*}.
 *
 * @param tokens the bucket's size; 0 for no throttle
 * @param fillTimeMs how often tokens are added
 * @param fillCount how many are added
 * @param freezeTimeMs how often the chance of a drop is adjusted; -1 for never
 * @param dropIncrease by how much that chance grows when there is no token
 * @param dropDecrease by how much it shrinks
 * @param decreaseRatio from which part of a full bucket it shrinks
 * @param isWeighted whether kinds of sessions cost differently
 * @param newSessionWeight tokens for a new session, if weighted
 * @param localSessionWeight tokens for a local session, if weighted
 * @param renewedSessionWeight tokens for a session that comes back, if weighted
 */
public record ConnectionThrottle(
        int tokens,
        int fillTimeMs,
        int fillCount,
        int freezeTimeMs,
        double dropIncrease,
        double dropDecrease,
        double decreaseRatio,
        boolean isWeighted,
        int newSessionWeight,
        int localSessionWeight,
        int renewedSessionWeight) {
    private static final String PREFIX = "connection_throttle_";

    static ConnectionThrottle from(SettingSource source) throws ConfigException {
        return new ConnectionThrottle(
                source.number(PREFIX + "tokens", 0, 0, Integer.MAX_VALUE),
                source.number(PREFIX + "fill_time", 1, 1, Integer.MAX_VALUE),
                source.number(PREFIX + "fill_count", 1, 0, Integer.MAX_VALUE),
                source.number(PREFIX + "freeze_time", -1, -1, Integer.MAX_VALUE),
                source.fraction(PREFIX + "drop_increase", 0.02),
                source.fraction(PREFIX + "drop_decrease", 0.002),
                source.fraction(PREFIX + "decrease_ratio", 0),
                source.flag(PREFIX + "weight_enabled", false),
                source.number(PREFIX + "global_session_weight", 3, 1, Integer.MAX_VALUE),
                source.number(PREFIX + "local_session_weight", 1, 1, Integer.MAX_VALUE),
                source.number(PREFIX + "renew_session_weight", 2, 1, Integer.MAX_VALUE));
    }

    /** Whether connections are throttled at all. */
    public boolean isEnabled() {
        return tokens > 0;
    }
}
