package io.paddock.quota;

import io.paddock.path.ZnodePath;

/**
 * Where the limits and the usage of a subtree are kept: {@code /zookeeper/quota<path>/zookeeper_limits} and {@code .../zookeeper_stats},
 * as ZooKeeper 3.9.5 does.
 */
public final class QuotaPaths {

    private static final String LIMITS = "/zookeeper_limits";
    private static final String USAGE = "/zookeeper_stats";
    private static final String BELOW_QUOTA = ZnodePath.QUOTA + '/';

    private QuotaPaths() {}

    /** Where the limits of {@code root} are. */
    public static String limitsOf(String root) {
        return ZnodePath.QUOTA + root + LIMITS;
    }

    /** Where the usage of {@code root} is. */
    public static String usageOf(String root) {
        return ZnodePath.QUOTA + root + USAGE;
    }

    /** Whether {@code path} lies below {@code /zookeeper/quota}, so that the next two can hold. */
    public static boolean isBelowQuota(String path) {
        return path.startsWith(BELOW_QUOTA);
    }

    /** Whether {@code path} holds the limits of a subtree; the root of the tree can have none. */
    public static boolean isLimits(String path) {
        return isBelowQuota(path) && path.endsWith(LIMITS) && !rootOf(path).isEmpty();
    }

    /** Whether {@code path} holds the usage of a subtree. */
    public static boolean isUsage(String path) {
        return isBelowQuota(path) && path.endsWith(USAGE) && !rootOf(path).isEmpty();
    }

    /** The subtree whose limits or usage {@code path} holds. */
    public static String rootOf(String path) {
        return path.substring(ZnodePath.QUOTA.length(), path.lastIndexOf('/'));
    }
}
