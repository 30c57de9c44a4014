package io.paddock.server.raft;

import io.paddock.server.raft.PromptRpcFactory.Transport;
import io.paddock.server.raft.transport.PeerSockets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.ratis.conf.RaftProperties;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.server.RaftServerConfigKeys;

/**
 * Every property of Ratis that matters, set and with its reason, also where it equals the default: the shipped documentation and the code
 * disagree in places, and a default may change with a version. A test holds each of them.
 */
final class RatisSettings {

    private static final int MIB = 1 << 20;
    private static final int ANSWER_MS = 3_000;
    private static final int PREALLOCATED_BYTES = 4 * MIB;
    private static final int CLOSED_SEGMENTS_CACHED = 1;
    /** Room for what Ratis puts around an entry. */
    private static final int ENVELOPE_BYTES = 64 * 1024;

    private RatisSettings() {}

    static RaftProperties properties(RaftSettings settings) {
        RaftProperties properties = new RaftProperties();
        pinned(settings).forEach(properties::set);
        return properties;
    }

    /** Key and value, in the order in which they are set. */
    static Map<String, String> pinned(RaftSettings settings) {
        Map<String, String> pins = new LinkedHashMap<>();
        pinStorage(pins, settings);
        pinFlush(pins);
        pinLogSize(pins, settings.limits());
        pinReplication(pins, settings.limits());
        pinElections(pins, settings);
        pinLimits(pins);
        pinTransport(pins);
        return Collections.unmodifiableMap(pins);
    }

    private static void pinStorage(Map<String, String> pins, RaftSettings settings) {
        // One directory only: with several, a missing one is an error instead of a first start.
        pins.put(
                RaftServerConfigKeys.STORAGE_DIR_KEY,
                settings.storageDirectory().toAbsolutePath().toString());
        // What is corrupt is never cut off silently. A torn tail is recognised and cut by LogTailCheck before Ratis
        // looks.
        pins.put(RaftServerConfigKeys.Log.CORRUPTION_POLICY_KEY, "EXCEPTION");
        pins.put(RaftServerConfigKeys.Log.USE_MEMORY_KEY, "false");
        // Found out at the start only; free space is watched elsewhere.
        pins.put(RaftServerConfigKeys.STORAGE_FREE_SPACE_MIN_KEY, "0MB");
    }

    private static void pinFlush(Map<String, String> pins) {
        // Acknowledges before the disk has it.
        pins.put(RaftServerConfigKeys.Log.UNSAFE_FLUSH_ENABLED_KEY, "false");
        // In 3.3.0 it counts entries as flushed that were written after the flush began, and drops the exception of a
        // failed one.
        pins.put(RaftServerConfigKeys.Log.ASYNC_FLUSH_ENABLED_KEY, "false");
        // A flush covers all that waits: group commit. This many without a pause force one.
        pins.put(RaftServerConfigKeys.Log.FORCE_SYNC_NUM_KEY, "128");
        // Otherwise a follower takes the next entries only after the flush of the last: one fsync an RPC, five times
        // slower on a real disk.
        pins.put(RaftServerConfigKeys.Log.APPEND_ENTRIES_COMPOSE_ENABLED_KEY, "false");
        // Otherwise each commit is an entry of its own, with its own fsync everywhere. PromptLogAppender tells the
        // followers instead.
        pins.put(RaftServerConfigKeys.Log.LOG_METADATA_ENABLED_KEY, "false");
    }

    private static void pinLogSize(Map<String, String> pins, LogLimits limits) {
        // Small segments: the open one and the cached closed ones are on the heap.
        pins.put(RaftServerConfigKeys.Log.SEGMENT_SIZE_MAX_KEY, bytes(limits.segmentBytes()));
        pins.put(RaftServerConfigKeys.Log.SEGMENT_CACHE_NUM_MAX_KEY, String.valueOf(CLOSED_SEGMENTS_CACHED));
        pins.put(
                RaftServerConfigKeys.Log.SEGMENT_CACHE_SIZE_MAX_KEY,
                bytes((long) limits.segmentBytes() * CLOSED_SEGMENTS_CACHED));
        // Writing into preallocated space leaves the file's size alone, so a flush needs no second write for the inode.
        pins.put(
                RaftServerConfigKeys.Log.PREALLOCATED_SIZE_KEY,
                bytes(Math.min(PREALLOCATED_BYTES, limits.segmentBytes())));
        // A direct buffer that must hold the longest entry.
        pins.put(RaftServerConfigKeys.Log.WRITE_BUFFER_SIZE_KEY, bytes(longestRecord(limits) + MIB));
        // A dead peer must not keep the log for ever. How much stays for a lagging one is decided by LogVolume, in
        // bytes; Ratis counts entries.
        pins.put(RaftServerConfigKeys.Log.PURGE_UPTO_SNAPSHOT_INDEX_KEY, "true");
        pins.put(RaftServerConfigKeys.Log.PURGE_PRESERVATION_LOG_NUM_KEY, "0");
        pins.put(RaftServerConfigKeys.Log.PURGE_GAP_KEY, "1");
        // SnapshotTrigger decides, by bytes: an entry is 100 bytes or a megabyte.
        pins.put(RaftServerConfigKeys.Snapshot.AUTO_TRIGGER_ENABLED_KEY, "false");
        pins.put(RaftServerConfigKeys.Snapshot.TRIGGER_WHEN_STOP_ENABLED_KEY, "false");
        pins.put(RaftServerConfigKeys.Snapshot.TRIGGER_WHEN_REMOVE_ENABLED_KEY, "false");
        pins.put(RaftServerConfigKeys.Snapshot.CREATION_GAP_KEY, "1");
    }

    private static void pinReplication(Map<String, String> pins, LogLimits limits) {
        // Entries are batches already: do not wait for more. The default of 1 ms is a sleep before each RPC.
        pins.put(RaftServerConfigKeys.Log.Appender.WAIT_TIME_MIN_KEY, "0ms");
        // The longest RPC, and the longest entry.
        pins.put(RaftServerConfigKeys.Log.Appender.BUFFER_BYTE_LIMIT_KEY, bytes(longestRecord(limits)));
        pins.put(RaftServerConfigKeys.Log.Appender.BUFFER_ELEMENT_LIMIT_KEY, "0");
        // Only a notice: the checkpoint comes over the peer channel, with checksums, flow control and fsync, and is
        // pinned while it is sent.
        pins.put(RaftServerConfigKeys.Log.Appender.INSTALL_SNAPSHOT_ENABLED_KEY, "false");
        // From here on the leader does not hurry for a follower that is silent.
        pins.put(RaftServerConfigKeys.Rpc.SLOWNESS_TIMEOUT_KEY, "10s");
        pins.put(RaftServerConfigKeys.Rpc.REQUEST_TIMEOUT_KEY, ms(ANSWER_MS));
        // A new member counts once it is this close.
        pins.put(RaftServerConfigKeys.STAGING_CATCHUP_GAP_KEY, "1000");
    }

    private static void pinElections(Map<String, String> pins, RaftSettings settings) {
        RaftTimeouts timeouts = settings.isAlone() ? settings.timeouts().alone() : settings.timeouts();
        pins.put(RaftServerConfigKeys.Rpc.TIMEOUT_MIN_KEY, ms(timeouts.electionMinMs()));
        pins.put(RaftServerConfigKeys.Rpc.TIMEOUT_MAX_KEY, ms(timeouts.electionMaxMs()));
        pins.put(RaftServerConfigKeys.Rpc.FIRST_ELECTION_TIMEOUT_MIN_KEY, ms(timeouts.firstElectionMinMs()));
        pins.put(RaftServerConfigKeys.Rpc.FIRST_ELECTION_TIMEOUT_MAX_KEY, ms(timeouts.firstElectionMaxMs()));
        // A server that comes back does not disturb a leader that lives.
        pins.put(RaftServerConfigKeys.LeaderElection.PRE_VOTE_KEY, "true");
        // Adding half of the new ensemble or more at once can lose its majority.
        pins.put(RaftServerConfigKeys.LeaderElection.MEMBER_MAJORITY_ADD_KEY, "false");
        // A leader that slept so long has probably been replaced; it also waits this long before it stands again. The
        // default of 10 s keeps an
        // ensemble without leader when the others are gone too. One that is alone has nobody to be replaced by.
        pins.put(
                RaftServerConfigKeys.LeaderElection.LEADER_STEP_DOWN_WAIT_TIME_KEY,
                settings.isAlone() ? "365d" : ms(timeouts.electionMaxMs()));
        // By default a process that was suspended for a minute closes its Raft server and lives on without. A long
        // sleep is harmless here.
        pins.put(RaftServerConfigKeys.CLOSE_THRESHOLD_KEY, "365d");
        pins.put(RaftServerConfigKeys.SLEEP_DEVIATION_THRESHOLD_KEY, "300ms");
        // Reads do not go through Ratis: its linearizable ones can be stale in 3.3.0, and a lease would forbid short
        // first elections.
        pins.put(RaftServerConfigKeys.Read.OPTION_KEY, "DEFAULT");
        pins.put(RaftServerConfigKeys.Read.LEADER_LEASE_ENABLED_KEY, "false");
    }

    private static void pinLimits(Map<String, String> pins) {
        // Never reached: the batcher keeps few entries in flight.
        pins.put(RaftServerConfigKeys.Write.ELEMENT_LIMIT_KEY, "1024");
        pins.put(RaftServerConfigKeys.Write.BYTE_LIMIT_KEY, "512MB");
        pins.put(RaftServerConfigKeys.Log.QUEUE_ELEMENT_LIMIT_KEY, "4096");
        pins.put(RaftServerConfigKeys.Log.QUEUE_BYTE_LIMIT_KEY, "512MB");
        // Exactly-once is ours, in the replicated state; this cache only keeps replies on the heap of every server.
        pins.put(RaftServerConfigKeys.RetryCache.EXPIRY_TIME_KEY, "2s");
    }

    private static void pinTransport(Map<String, String> pins) {
        // Frames over sockets of our own: on two cores gRPC and HTTP/2 cost as much as all the rest of a small entry
        // (docs/decisions/0005).
        pins.put("raft.rpc.type", PromptRpcType.class.getName());
        // Threads that come and go: few are used, a bound could dead-lock them.
        pins.put(RaftServerConfigKeys.ThreadPool.SERVER_CACHED_KEY, "true");
        pins.put(RaftServerConfigKeys.ThreadPool.CLIENT_CACHED_KEY, "true");
        pins.put(RaftServerConfigKeys.ThreadPool.PROXY_CACHED_KEY, "true");
    }

    /** How others are reached. */
    static Transport transport(RaftSettings settings) {
        PeerSockets sockets = new PeerSockets(
                settings.bindHost(),
                settings.tls().map(PeerTls::context),
                settings.tls().map(PeerTls::protocols).orElse(List.of()),
                settings.tls().map(PeerTls::ciphers).orElse(List.of()));
        // The longest request, its envelope included.
        int messageBytesMax = Math.toIntExact(longestRecord(settings.limits()) + MIB);
        // The log remembers members with their addresses. Where clients cannot change those, the operator's count: a
        // server
        // that moved is found where the files say it is.
        Map<RaftPeerId, String> given = settings.reconfigurable()
                ? Map.of()
                : RatisTypes.peers(settings.members()).stream()
                        .collect(Collectors.toUnmodifiableMap(RaftPeer::getId, RaftPeer::getAddress));
        return new Transport(sockets, given, settings.self().raftPort(), ANSWER_MS, messageBytesMax);
    }

    private static long longestRecord(LogLimits limits) {
        return Math.max(8L * MIB, (long) limits.entryBytesMax() + ENVELOPE_BYTES);
    }

    private static String bytes(long count) {
        return String.valueOf(count);
    }

    private static String ms(long count) {
        return count + "ms";
    }
}
