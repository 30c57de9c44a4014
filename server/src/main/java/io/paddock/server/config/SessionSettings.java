package io.paddock.server.config;

import java.util.Optional;

/**
 * The bounds of what a client may ask for as its session's time-out.
 *
 * @param timeoutMinMs {@code minSessionTimeout}; two ticks if not set
 * @param timeoutMaxMs {@code maxSessionTimeout}; twenty ticks if not set
 * @param handshakeTimeoutMs how long a connection may stay without a session
 */
public record SessionSettings(int timeoutMinMs, int timeoutMaxMs, int handshakeTimeoutMs) {
    private static final int TICKS_MIN = 2;
    private static final int TICKS_MAX = 20;
    private static final int HANDSHAKE_TIMEOUT_MS = 10_000;
    private static final int UNSET = -1;

    static SessionSettings from(SettingSource source, int tickTimeMs) throws ConfigException {
        int min = source.number("minSessionTimeout", UNSET, UNSET, Integer.MAX_VALUE);
        int max = source.number("maxSessionTimeout", UNSET, UNSET, Integer.MAX_VALUE);
        int timeoutMin = min == UNSET ? ticks(TICKS_MIN, tickTimeMs) : min;
        int timeoutMax = max == UNSET ? ticks(TICKS_MAX, tickTimeMs) : max;
        if (timeoutMin > timeoutMax) {
            Optional<SettingSource.Setting> setting =
                    source.find("minSessionTimeout").or(() -> source.find("maxSessionTimeout"));
            throw SettingSource.wrong(
                    setting.orElseThrow(),
                    "expected minSessionTimeout (" + timeoutMin + ") to be at most maxSessionTimeout (" + timeoutMax
                            + ")");
        }
        int handshake = source.number("nio.sessionlessCnxnTimeout", HANDSHAKE_TIMEOUT_MS, 1, Integer.MAX_VALUE);
        return new SessionSettings(timeoutMin, timeoutMax, handshake);
    }

    private static int ticks(int count, int tickTimeMs) {
        return (int) Math.min(Integer.MAX_VALUE, (long) count * tickTimeMs);
    }

    /** The time-out a client gets that asks for this one. */
    public int clamp(int requestedMs) {
        return Math.max(timeoutMinMs, Math.min(timeoutMaxMs, requestedMs));
    }
}
