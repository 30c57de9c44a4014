package io.paddock.cluster.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.paddock.cluster.ensemble.EnsembleSettings;
import io.paddock.cluster.ensemble.LocalEnsemble;
import io.paddock.cluster.ensemble.ServerKind;
import io.paddock.cluster.ensemble.ServerProcess;
import io.paddock.cluster.time.Deadline;
import io.paddock.cluster.workload.OfficialClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.ZooKeeper;
import org.junit.jupiter.api.Test;

/** The audit log, side by side with ZooKeeper's. */
final class AuditTest {
    private static final int TIMEOUT_MS = 40_000;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String LAST = "znode=/last";

    @Test
    void theSameChangesAreTheSameLines() throws Exception {
        List<String> zookeeper = linesOf(ServerKind.ZOOKEEPER);

        List<String> paddock = linesOf(ServerKind.PADDOCK);

        assertThat(zookeeper).hasSizeGreaterThan(15);
        assertThat(paddock).isEqualTo(zookeeper);
    }

    private static List<String> linesOf(ServerKind kind) throws Exception {
        EnsembleSettings settings = EnsembleSettings.of(kind, 1).withConfig("audit.enable", "true");
        try (LocalEnsemble ensemble = LocalEnsemble.start(settings)) {
            ServerProcess server = ensemble.server(1);
            try (OfficialClient client = OfficialClient.connect(server.connectString(), TIMEOUT_MS)) {
                change(client.zookeeper());
            }
            try (OfficialClient client = OfficialClient.connect(server.connectString(), TIMEOUT_MS)) {
                client.zookeeper().create("/last", null, Ids.OPEN_ACL_UNSAFE, CreateMode.CONTAINER);
            }
            Deadline.in(PATIENCE)
                    .await("the last line", () -> audited(server).stream().anyMatch(line -> line.contains(LAST)));
            return audited(server);
        }
    }

    private static void change(ZooKeeper zk) throws Exception {
        zk.create("/a", new byte[1], Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
        zk.create("/a/s-", new byte[1], Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT_SEQUENTIAL);
        zk.create("/e", new byte[1], Ids.OPEN_ACL_UNSAFE, CreateMode.EPHEMERAL);
        zk.setData("/a", new byte[2], -1);
        zk.setACL("/a", Ids.READ_ACL_UNSAFE, -1);
        zk.getData("/a", false, null);
        assertThatThrownBy(() -> zk.setData("/a", new byte[2], -1)).isInstanceOf(KeeperException.NoAuthException.class);
        assertThatThrownBy(() -> zk.create("/a", null, Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT))
                .isInstanceOf(KeeperException.NodeExistsException.class);
        assertThatThrownBy(() -> zk.delete("/missing", -1)).isInstanceOf(KeeperException.NoNodeException.class);
        assertThatThrownBy(() -> zk.setACL("/missing", Ids.OPEN_ACL_UNSAFE, -1))
                .isInstanceOf(KeeperException.NoNodeException.class);
        zk.multi(List.of(
                Op.create("/m", null, Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT),
                Op.check("/m", 0),
                Op.setData("/m", new byte[3], -1),
                Op.delete("/m", -1)));
        assertThatThrownBy(() -> zk.multi(List.of(
                        Op.create("/n", null, Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT), Op.delete("/missing", -1))))
                .isInstanceOf(KeeperException.NoNodeException.class);
        zk.sync("/a", (code, path, context) -> {}, null);
    }

    /** The audit's lines in the log with their levels, without time, thread and the number of the session. */
    private static List<String> audited(ServerProcess server) {
        try {
            return Files.readAllLines(server.log(), StandardCharsets.ISO_8859_1).stream()
                    .filter(line -> line.contains("operation="))
                    .map(line ->
                            line.replaceFirst("^\\S+ \\S+ (INFO|ERROR) ", "$1 ").replaceFirst("0x[0-9a-f]+", "0xHEX"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
