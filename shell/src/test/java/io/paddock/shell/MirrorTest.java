package io.paddock.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.paddock.shell.outcome.ExitStatus;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.data.Stat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A mirror that goes on: each change is copied until Ctrl-C, also after the network was gone. */
@OnAServer
class MirrorTest {
    private String servers = "";
    private ZooKeeper client;

    @BeforeEach
    void takeAnEmptyTree(ServerUnderTest.Server server) throws Exception {
        servers = server.addressOfEmptyTree();
        client = server.client(servers);
        create("/from", "1");
        create("/from/old", "1");
    }

    @AfterEach
    void leave() throws Exception {
        client.close();
    }

    @Test
    void eachChangeIsCopiedUntilCtrlC() throws Exception {
        ShellUnderTest shell = new ShellUnderTest(Map.of("PADDOCK_SERVERS", servers));
        try (ShellUnderTest.Running mirror =
                shell.start("mirror", "/from", "/to", "--continuous", "--prune", "--adopt", "--yes", "--no-backup")) {
            shell.await("! Mirroring /from to /to");
            assertThat(data("/to/old")).isEqualTo("1");

            create("/from/new", "2");
            client.delete("/from/old", -1);
            ShellUnderTest.await(
                    () -> data("/to/new").equals("2") && data("/to/old").isEmpty(), "a copy: ", shell.transcript());
            client.setData("/from/new", "3".getBytes(StandardCharsets.UTF_8), -1);
            ShellUnderTest.await(() -> data("/to/new").equals("3"), "a copy: ", shell.transcript());

            mirror.interrupt();
            assertThat(mirror.join()).isEqualTo(ExitStatus.INTERRUPTED);
        }
    }

    @Test
    void itGoesOnWhenTheSourceComesBackWithAnotherSession(ServerUnderTest.Server server) throws Exception {
        try (Relay relay = new Relay(server.address())) {
            String from = relay.address() + servers.substring(servers.indexOf('/')) + "/from";
            ShellUnderTest shell = new ShellUnderTest(Map.of("PADDOCK_SERVERS", servers));
            List<String> words = List.of(
                    "--timeout",
                    "2000",
                    "--connect-timeout",
                    "500",
                    "mirror",
                    from,
                    "/to",
                    "--continuous",
                    "--yes",
                    "--no-backup");
            try (ShellUnderTest.Running mirror = shell.start(words.toArray(String[]::new))) {
                shell.await("! Mirroring ");
                relay.cut();
                create("/from/new", "2");
                shell.await("; trying again");
                relay.mend();

                ShellUnderTest.await(() -> data("/to/new").equals("2"), "a copy: ", shell.transcript());
                mirror.interrupt();
                assertThat(mirror.join()).isEqualTo(ExitStatus.INTERRUPTED);
            }
        }
    }

    private void create(String path, String data) throws Exception {
        client.create(path, data.getBytes(StandardCharsets.UTF_8), ZooDefs.Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
    }

    /** The data as text; nothing where the znode is not there. */
    private String data(String path) {
        try {
            return new String(client.getData(path, false, new Stat()), StandardCharsets.UTF_8);
        } catch (KeeperException.NoNodeException notThere) {
            return "";
        } catch (KeeperException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
