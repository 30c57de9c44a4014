package io.paddock.cluster.compare;

import java.util.function.Predicate;

/**
 * A difference between ZooKeeper and Paddock that is meant.
 *
 * @param id a short name
 * @param zookeeper what ZooKeeper does
 * @param paddock what Paddock does
 * @param reason why
 * @param covers which differences found it explains; ZooKeeper is the left side
 */
public record KnownDifference(
        String id, String zookeeper, String paddock, String reason, Predicate<Difference> covers) {}
