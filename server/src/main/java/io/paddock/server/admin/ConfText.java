package io.paddock.server.admin;

import io.paddock.server.config.EnsembleMember;
import io.paddock.server.config.EnsembleSettings;
import io.paddock.server.config.HostPort;
import io.paddock.server.config.Role;
import io.paddock.server.config.ServerConfig;

/** The {@code conf} word: the settings that ZooKeeper shows. */
final class ConfText {
    /** The only way of electing that ZooKeeper still has; tools expect the line. */
    private static final int ELECTION_ALGORITHM = 3;

    private static final int NO_PORT = -1;

    /** What ZooKeeper shows for a server without an ensemble, whatever its myid says. */
    private static final int STANDALONE_ID = 0;

    private ConfText() {}

    static String of(ServerStatus status) {
        ServerConfig config = status.config();
        ServerStatus.StorageFigures storage = status.storage();
        EnsembleSettings ensemble = config.ensemble();
        String common = line("clientPort", port(config.clientPort().listen()))
                + line("secureClientPort", port(config.clientPort().secureListen()))
                + line("dataDir", storage.dataDir())
                + line("dataDirSize", storage.dataBytes())
                + line("dataLogDir", storage.logDir())
                + line("dataLogSize", storage.logBytes())
                + line("tickTime", ensemble.tickTimeMs())
                + line("maxClientCnxns", config.limits().connectionsPerAddressMax())
                + line("minSessionTimeout", config.sessions().timeoutMinMs())
                + line("maxSessionTimeout", config.sessions().timeoutMaxMs())
                + line("clientPortListenBacklog", config.clientPort().listenBacklog())
                + line("serverId", ensemble.isStandalone() ? STANDALONE_ID : ensemble.serverId());
        return ensemble.isStandalone() ? common : common + ensemble(status, ensemble);
    }

    private static String ensemble(ServerStatus status, EnsembleSettings ensemble) {
        StringBuilder text = new StringBuilder(line("initLimit", ensemble.initLimitTicks())
                + line("syncLimit", ensemble.syncLimitTicks())
                + line("electionAlg", ELECTION_ALGORITHM));
        ensemble.self()
                .ifPresent(self ->
                        text.append(line("electionPort", self.peerAddress().port())
                                + line("quorumPort", self.raftAddress().port())
                                + line("peerType", self.role() == Role.OBSERVER ? 1 : 0)));
        if (status.mode() != ServerMode.READ_ONLY) {
            text.append("membership: \n");
            for (EnsembleMember member : status.members()) {
                text.append(line("server." + member.id(), member.text()));
            }
            // No line end here, as ZooKeeper has none.
            text.append("version=").append(Long.toHexString(status.membersVersion()));
        }
        return text.toString();
    }

    private static String line(String key, Object value) {
        return key + "=" + value + "\n";
    }

    private static int port(HostPort address) {
        return address.isNone() ? NO_PORT : address.port();
    }
}
