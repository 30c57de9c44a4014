package io.paddock.server.config;

/**
 * What znodes clients may create and which the leader removes by itself.
 *
 * @param extendedTypesEnabled {@code extendedTypesEnabled}: TTL nodes are allowed
 * @param enforcesQuota {@code zookeeper.enforceQuota}: hard limits of a quota refuse writes
 * @param containerCheckIntervalMs {@code znode.container.checkIntervalMs}
 * @param containerRemovalsPerMinuteMax {@code znode.container.maxPerMinute}
 * @param containerNeverUsedMs {@code znode.container.maxNeverUsedIntervalMs}; 0 for never
 */
public record ZnodeSettings(
        boolean extendedTypesEnabled,
        boolean enforcesQuota,
        int containerCheckIntervalMs,
        int containerRemovalsPerMinuteMax,
        long containerNeverUsedMs) {
    static ZnodeSettings from(SettingSource source) throws ConfigException {
        return new ZnodeSettings(
                source.flag("extendedTypesEnabled", false),
                source.flag("enforceQuota", false),
                source.number("znode.container.checkIntervalMs", 60_000, 1, Integer.MAX_VALUE),
                source.number("znode.container.maxPerMinute", 10_000, 1, Integer.MAX_VALUE),
                source.longNumber("znode.container.maxNeverUsedIntervalMs", 0, 0));
    }
}
