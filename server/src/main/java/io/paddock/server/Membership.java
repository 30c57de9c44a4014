package io.paddock.server;

import io.paddock.server.config.ServerConfig;
import io.paddock.server.io.EventLoops;
import io.paddock.server.peer.IdentityMarker;
import io.paddock.server.peer.PeerChannel;
import io.paddock.server.peer.PeerHandler;
import io.paddock.server.raft.FatalHandler;
import io.paddock.server.raft.RaftNode;
import io.paddock.server.raft.RaftSettings;
import io.paddock.server.raft.SnapshotFiles;
import io.paddock.server.raft.StartMode;
import java.io.IOException;

/**
 * A server that may take part in its ensemble: the others were asked, if they had to be, and know its incarnation.
 *
 * @param raft how it replicates
 * @param snapshots its checkpoints
 * @param peers the channel to the others, open
 * @param incarnation of this start
 * @param mode whether it founds the ensemble or joins it
 */
record Membership(RaftSettings raft, SnapshotFiles snapshots, PeerChannel peers, long incarnation, StartMode mode) {

    /**
     * Finds out. A server without data waits here until a majority of its ensemble can be asked.
     *
     * @param loops carry the connections with the other servers
     * @param onWaiting runs before it waits
     * @throws IOException when it must not take part, or cannot
     */
    static Membership join(
            ServerConfig config,
            DataDirectory data,
            PeerHandler handler,
            EventLoops loops,
            FatalHandler fatal,
            Runnable onWaiting)
            throws IOException {
        RaftSettings raft = MembershipPlan.raft(config, data.log());
        IdentityMarker identity = IdentityMarker.open(
                data.root(), config.ensemble().clusterName(), raft.serverId(), System.currentTimeMillis());
        SnapshotFiles snapshots = SnapshotFiles.open(data.checkpoints());
        PeerChannel peers = new PeerChannel(
                MembershipPlan.peers(config, raft), identity, data.root(), snapshots, handler, loops, fatal);
        peers.start();
        try {
            boolean hasHistory = RaftNode.hasHistory(raft);
            if (!hasHistory && !config.ensemble().isStandalone()) {
                onWaiting.run();
            }
            StartMode mode = peers.admit(hasHistory, config.storage().allowsWipedServer());
            return new Membership(raft, snapshots, peers, identity.incarnation(), mode);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException("told to stop while it waited for its ensemble", stopped);
        }
    }
}
