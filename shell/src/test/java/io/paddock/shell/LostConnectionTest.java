package io.paddock.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.paddock.shell.outcome.ExitStatus;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.ZooKeeper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A session whose network goes and comes back. */
@OnAServer
class LostConnectionTest {
    private Relay relay;
    private ZooKeeper other;
    private ShellUnderTest shell;

    @BeforeEach
    void connectThroughARelay(ServerUnderTest.Server server) throws Exception {
        String servers = server.addressOfEmptyTree();
        relay = new Relay(server.address());
        other = server.client(servers);
        String relayed = relay.address() + servers.substring(servers.indexOf('/'));
        shell = new ShellUnderTest(Map.of("PADDOCK_SERVERS", relayed, "ANN", "ann:secret"));
    }

    @AfterEach
    void leave() throws Exception {
        other.close();
        relay.close();
    }

    @Test
    void aLostConnectionIsToldAndReMadeAndItsWatchesAreKept() throws Exception {
        try (ShellUnderTest.Running session = shell.start("-f", "-")) {
            session.type("create /w x", "Created /w");
            session.type("get -w /w", "x");
            session.type("addWatch /w", "");
            session.type("printwatches", "printwatches is on");

            relay.cut();
            shell.await("! Connection to " + relay.address());
            relay.mend();
            shell.await("! Connected again to " + relay.address());
            other.setData("/w", "y".getBytes(StandardCharsets.UTF_8), -1);
            shell.await("type:NodeDataChanged path:/w");

            session.type("get /w", "y");
            session.type("quit", "");
            assertThat(session.join()).isEqualTo(ExitStatus.DONE);
        }
    }

    @Test
    void anExpiredSessionIsReplacedWithItsWatchesAndIdentities() throws Exception {
        try (ShellUnderTest.Running session = shell.start("--timeout", "2000", "-f", "-")) {
            session.type("create /w x", "Created /w");
            session.type("create -e /mine x", "Created /mine");
            session.type("addauth digest env:ANN", "");
            session.type("get -w /w", "x");
            session.type("addWatch /w", "");
            session.type("printwatches", "printwatches is on");

            relay.cut();
            ShellUnderTest.await(() -> isGone("/mine"), "the session expires: ", shell.transcript());
            relay.mend();
            shell.await(
                    "! The session expired: its ephemeral znodes are gone. A new one is made; watches set again: 2.");

            session.type("whoami", "digest: ann");
            other.create("/w/child", null, ZooDefs.Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
            shell.await("type:NodeCreated path:/w/child");
            other.setData("/w", null, -1);
            shell.await("type:NodeDataChanged path:/w");
        }
    }

    private boolean isGone(String path) {
        try {
            return other.exists(path, false) == null;
        } catch (KeeperException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
