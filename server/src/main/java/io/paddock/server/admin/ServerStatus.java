package io.paddock.server.admin;

import io.paddock.server.config.EnsembleMember;
import io.paddock.server.config.ServerConfig;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * A running server as an operator sees it. Each method answers from what is at hand, without waiting for another server
 * or the disk, save where it says so; answers of two calls may belong to different moments.
 */
public interface ServerStatus {
    /** Whether clients are served at all; almost every word answers with an excuse otherwise. */
    boolean isServing();

    /** The part this server plays. */
    ServerMode mode();

    /** What runs here, see {@link ProductVersion}. */
    String version();

    /** The settings it was started with. */
    ServerConfig config();

    /** The last zxid applied here. */
    long lastZxid();

    /** Requests taken and not answered yet. */
    long outstandingRequests();

    /** How long it has been serving, in milliseconds. */
    long uptimeMs();

    /** The tree's size. */
    TreeFigures tree();

    /** All connections, also those without a session. */
    List<ConnectionStatus> connections();

    /** All sessions of the ensemble. */
    List<SessionStatus> sessions();

    /** The paths of each session's ephemeral znodes, by session id. */
    SortedMap<Long, List<String>> ephemerals();

    /** The paths that each connection watches for data or persistently, which is what the {@code wch?} words show. */
    List<WatcherStatus> watchers();

    /** All watches, those for children included. */
    long watchCount();

    /** The directories and what they hold. May touch the disk. */
    StorageFigures storage();

    /** The members of the ensemble as applied here; empty for a standalone server. */
    List<EnsembleMember> members();

    /** The version of the membership. */
    long membersVersion();

    /** What a leader knows of the others. */
    LeaderFigures leader();

    /** The digest of the state. */
    DigestStatus digest();

    /** What Raft says. */
    RaftStatus raft();

    /** The process's environment in the order to be listed, see {@link EnvironmentListing}. */
    Map<String, String> environment();

    /** Open file descriptors and their bound. */
    FileDescriptors fileDescriptors();

    /** The chance of a new connection to be refused by the throttle, from 0 to 1. */
    double connectionDropProbability();

    /** Further values for {@code mntr}, by key without {@code zk_}; whole numbers and fractions. */
    SortedMap<String, Number> furtherMetrics();

    /** Sets the figures of every connection to nothing. */
    void resetConnectionStatistics();

    /**
     * The size of the tree.
     *
     * @param nodeCount all znodes
     * @param ephemeralCount those that belong to sessions
     * @param approximateDataBytes bytes of all paths and data
     */
    record TreeFigures(long nodeCount, long ephemeralCount, long approximateDataBytes) {}

    /**
     * Where data lies.
     *
     * @param dataDir the store's directory, absolute
     * @param dataBytes what it holds
     * @param logDir the Raft log's directory, absolute
     * @param logBytes what it holds
     */
    record StorageFigures(String dataDir, long dataBytes, String logDir, long logBytes) {}

    /**
     * One session of the ensemble.
     *
     * @param id its id
     * @param timeoutMs its time-out
     * @param expiresAtMs when it expires if nothing is heard of it, in wall-clock milliseconds; negative where that is
     *     not known, which is everywhere but at the leader
     */
    record SessionStatus(long id, int timeoutMs, long expiresAtMs) {}

    /**
     * What one connection watches.
     *
     * @param sessionId the session of the connection
     * @param paths the paths
     */
    record WatcherStatus(long sessionId, List<String> paths) {
        /** Copies the paths. */
        public WatcherStatus {
            paths = List.copyOf(paths);
        }
    }

    /**
     * What a leader knows of the others; all 0 elsewhere.
     *
     * @param uptimeMs how long it has led
     * @param syncedFollowers voting servers that keep up
     * @param syncedObservers observers that keep up
     * @param pendingSyncs sync requests not answered yet
     */
    record LeaderFigures(long uptimeMs, int syncedFollowers, int syncedObservers, int pendingSyncs) {}

    /**
     * Open file descriptors.
     *
     * @param open how many are open
     * @param max how many may be
     */
    record FileDescriptors(long open, long max) {}

    /**
     * The digest of the applied state, for comparing replicas at the same index.
     *
     * @param appliedIndex the last log index applied
     * @param appliedTerm its term
     * @param lastZxid the last zxid
     * @param digest the digest at that index
     * @param history the digests at earlier indexes, by index
     */
    record DigestStatus(
            long appliedIndex, long appliedTerm, long lastZxid, long digest, SortedMap<Long, Long> history) {}

    /**
     * What Raft says of this server.
     *
     * @param role in Raft's words
     * @param leaderId the leader's server id; negative if unknown
     * @param term the current term
     * @param commitIndex the last index known to be committed
     * @param appliedIndex the last index applied
     * @param snapshotIndex the index of the newest snapshot; negative if there is none
     * @param logStartIndex the first index still in the log
     * @param logEndIndex the last index in the log
     * @param peers the other servers in their own words, by id
     */
    record RaftStatus(
            String role,
            int leaderId,
            long term,
            long commitIndex,
            long appliedIndex,
            long snapshotIndex,
            long logStartIndex,
            long logEndIndex,
            SortedMap<Integer, String> peers) {}
}
