package io.paddock.server;

import io.paddock.server.config.EnsembleSettings;
import io.paddock.server.config.ServerConfig;
import io.paddock.server.ensemble.Members;
import io.paddock.server.peer.PeerAddress;
import io.paddock.server.peer.PeerSettings;
import io.paddock.server.raft.LogLimits;
import io.paddock.server.raft.PeerTls;
import io.paddock.server.raft.RaftMember;
import io.paddock.server.raft.RaftSettings;
import io.paddock.server.raft.RaftTimeouts;
import io.paddock.server.tls.TlsMaterial;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the configuration means for replication: who the members are, how they reach each other, how much log is kept. */
final class MembershipPlan {

    private static final int STANDALONE_ID = 1;
    private static final String LOOPBACK = "127.0.0.1";
    /** How long a new server waits for the rest when a majority has already told it that it is new. */
    private static final long PATIENCE_MS = 5_000;

    /** Room for what the log puts around a request: its session, the identities of its client. */
    private static final int ENVELOPE_BYTES = 1 << 20;

    private static final int ENTRY_HEADER_BYTES = 1 << 10;

    private MembershipPlan() {}

    /** This server's id; a server that stands alone has ZooKeeper 3.9.5's. */
    static int ownId(ServerConfig config) {
        return config.ensemble().isStandalone()
                ? STANDALONE_ID
                : config.ensemble().serverId();
    }

    /** For {@link io.paddock.server.raft.RaftNode}. */
    static RaftSettings raft(ServerConfig config, Path logDirectory) throws IOException {
        EnsembleSettings ensemble = config.ensemble();
        RaftTimeouts timeouts = RaftTimeouts.ofTicks(ensemble.tickTimeMs(), ensemble.syncLimitTicks());
        int id = ownId(config);
        List<RaftMember> members = ensemble.isStandalone()
                ? List.of(new RaftMember(id, LOOPBACK, RaftMember.NO_PORT, RaftMember.NO_PORT, false, ""))
                : ensemble.members().stream().map(Members::raft).toList();
        String host = self(members, id).host();
        return new RaftSettings(
                id,
                ensemble.clusterName(),
                members,
                isReconfigurable(ensemble),
                logDirectory,
                ensemble.quorumListenOnAllIps() ? "" : host,
                ensemble.isStandalone() ? timeouts.alone() : timeouts,
                logLimits(config),
                peerTls(config));
    }

    private static Optional<PeerTls> peerTls(ServerConfig config) throws IOException {
        if (config.peerTls().isNone()) {
            return Optional.empty();
        }
        TlsMaterial material = TlsMaterial.load(config.peerTls());
        return Optional.of(new PeerTls(
                material.key(),
                material.trust(),
                config.peerTls().protocols(),
                config.peerTls().ciphers()));
    }

    private static boolean isReconfigurable(EnsembleSettings ensemble) {
        return ensemble.reconfigEnabled() && !ensemble.isStandalone();
    }

    private static LogLimits logLimits(ServerConfig config) {
        LogLimits usual = LogLimits.USUAL;
        long snapshotBytes = config.storage().snapshotLogBytes();
        return new LogLimits(
                Math.max(usual.entryBytesMax(), entryBytesMax(config)),
                snapshotBytes,
                usual.snapshotEntries(),
                Math.min(usual.retainedBytes(), snapshotBytes),
                config.storage().logEntriesKept(),
                (int) Math.min(usual.segmentBytes(), snapshotBytes));
    }

    /**
     * An entry is closed with the batch that makes it long enough, and a batch with the request that does, whose texts may have twice the
     * bytes that they had on the wire.
     */
    static int entryBytesMax(ServerConfig config) {
        return ENVELOPE_BYTES
                + 2 * config.requests().batchBytesMax()
                + 2 * config.limits().frameBytesMax();
    }

    /** The longest batch of another server that an entry has room for, besides one of this server's own. */
    static int forwardedBytesMax(ServerConfig config) {
        return entryBytesMax(config) - config.requests().batchBytesMax() - ENTRY_HEADER_BYTES;
    }

    private static RaftMember self(List<RaftMember> members, int id) {
        return members.stream().filter(member -> member.id() == id).findFirst().orElseThrow();
    }

    /** For {@link io.paddock.server.peer.PeerChannel}. */
    static PeerSettings peers(ServerConfig config, RaftSettings raft) {
        RaftMember self = self(raft.members(), raft.serverId());
        Map<Integer, PeerAddress> others = raft.members().stream()
                .filter(member -> member.id() != self.id())
                .collect(Collectors.toMap(RaftMember::id, member -> new PeerAddress(member.host(), member.peerPort())));
        return new PeerSettings(
                self.id(),
                raft.cluster(),
                raft.bindHost(),
                self.peerPort(),
                others,
                isReconfigurable(config.ensemble()),
                Math.max(PeerSettings.FRAME_BYTES_MAX, entryBytesMax(config)),
                config.ensemble().syncLimitMs(),
                PATIENCE_MS,
                raft.tls());
    }
}
