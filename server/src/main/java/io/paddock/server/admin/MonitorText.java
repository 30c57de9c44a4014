package io.paddock.server.admin;

import io.paddock.server.config.Role;

/**
 * The {@code mntr} word: metrics by key. A key is ZooKeeper's where Paddock has the thing it names; keys of ZooKeeper's
 * inner queues, which do not exist here, are left out rather than shown as 0.
 */
final class MonitorText {
    private final StringBuilder text = new StringBuilder();
    private final ServerStatus status;
    private final ServerStatistics statistics;

    private MonitorText(ServerStatus status, ServerStatistics statistics) {
        this.status = status;
        this.statistics = statistics;
    }

    static String of(ServerStatus status, ServerStatistics statistics) {
        MonitorText monitor = new MonitorText(status, statistics);
        monitor.server();
        monitor.tree();
        monitor.process();
        monitor.ensemble();
        statistics.forEachMetric(monitor::line);
        status.furtherMetrics().forEach(monitor::line);
        return monitor.text.toString();
    }

    private void server() {
        line("version", status.version());
        line("server_state", status.mode().text());
        if (!status.mode().peerState().isEmpty()) {
            line("peer_state", status.mode().peerState());
        }
        Summary latency = statistics.latency();
        line("avg_latency", latency.average());
        line("max_latency", latency.max());
        line("min_latency", latency.min());
        line("packets_received", statistics.packetsReceived());
        line("packets_sent", statistics.packetsSent());
        line("num_alive_connections", status.connections().size());
        line("outstanding_requests", status.outstandingRequests());
        line("uptime", status.uptimeMs());
        line("connection_drop_probability", status.connectionDropProbability());
        line("last_client_response_size", statistics.responseSizes().last());
        line("max_client_response_size", statistics.responseSizes().max());
        line("min_client_response_size", statistics.responseSizes().min());
    }

    private void tree() {
        ServerStatus.TreeFigures tree = status.tree();
        line("znode_count", tree.nodeCount());
        line("watch_count", status.watchCount());
        line("ephemerals_count", tree.ephemeralCount());
        line("approximate_data_size", tree.approximateDataBytes());
        line("global_sessions", status.sessions().size());
        line("local_sessions", 0);
    }

    private void process() {
        line("open_file_descriptor_count", status.fileDescriptors().open());
        line("max_file_descriptor_count", status.fileDescriptors().max());
    }

    private void ensemble() {
        if (status.mode() == ServerMode.STANDALONE) {
            return;
        }
        line(
                "quorum_size",
                status.members().stream()
                        .filter(member -> member.role() == Role.PARTICIPANT)
                        .count());
        if (status.mode() != ServerMode.LEADER) {
            return;
        }
        ServerStatus.LeaderFigures leader = status.leader();
        line("leader_uptime", leader.uptimeMs());
        line("learners", leader.syncedFollowers() + leader.syncedObservers());
        line("synced_followers", leader.syncedFollowers());
        line("synced_non_voting_followers", 0);
        line("synced_observers", leader.syncedObservers());
        line("pending_syncs", leader.pendingSyncs());
        line("last_proposal_size", statistics.proposalSizes().last());
        line("max_proposal_size", statistics.proposalSizes().max());
        line("min_proposal_size", statistics.proposalSizes().min());
    }

    private void line(String key, Object value) {
        text.append("zk_").append(key).append('\t').append(value).append('\n');
    }
}
