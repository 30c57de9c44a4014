package io.paddock.server.admin;

/** What a server measures more than once and sums up, in the names of {@code mntr}; milliseconds unless it counts. */
public enum Timing {
    /** From a read to its reply. */
    READ_LATENCY("readlatency", true),
    /** From a write to its reply. */
    UPDATE_LATENCY("updatelatency", true),
    /** From a leader's proposal to its commit. */
    PROPOSAL_LATENCY("proposal_latency", true),
    /** From a leader's stamp on an entry to its apply here. */
    PROPAGATION_LATENCY("propagation_latency", true),
    /** What a request waited for the request throttle. */
    REQUEST_THROTTLE_QUEUE_TIME("request_throttle_queue_time_ms", true),
    /** Stops of the whole process that its timer noticed: how late it was. */
    JVM_PAUSE_TIME("jvm_pause_time_ms", true),
    /** One snapshot. */
    SNAPSHOT_TIME("snapshottime", false),
    /** Opening the store at start. */
    STORE_OPEN_TIME("dbinittime", false),
    /** From looking for a leader to having one. */
    ELECTION_TIME("election_time", false),
    /** From looking for a leader to serving clients. */
    UNAVAILABLE_TIME("unavailable_time", false),
    /** The same, where this server became the leader. */
    LEADER_UNAVAILABLE_TIME("leader_unavailable_time", false),
    /** Watches that one created znode triggered. */
    NODE_CREATED_WATCH_COUNT("node_created_watch_count", false),
    /** Watches that one deleted znode triggered. */
    NODE_DELETED_WATCH_COUNT("node_deleted_watch_count", false),
    /** Watches that one change of data triggered. */
    NODE_CHANGED_WATCH_COUNT("node_changed_watch_count", false),
    /** Watches that one change of children triggered. */
    NODE_CHILDREN_WATCH_COUNT("node_children_watch_count", false);

    private final String key;
    private final boolean hasQuantiles;

    Timing(String key, boolean hasQuantiles) {
        this.key = key;
        this.hasQuantiles = hasQuantiles;
    }

    String key() {
        return key;
    }

    boolean hasQuantiles() {
        return hasQuantiles;
    }
}
