package io.paddock.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.ZooKeeper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The session at a terminal, in a process of its own under a pseudo-terminal. */
@ExtendWith(ServerUnderTest.class)
class InteractiveTest {
    private static final String CTRL_C = "\u0003";
    private static final String CTRL_D = "\u0004";
    private static final String TAB = "\t";
    private static final String PREVIOUS = "\u0010";

    @TempDir
    private Path folder;

    private String servers = "";
    private Path history = Path.of(".");

    @BeforeEach
    void takeAnEmptyTree(ServerUnderTest.Server server) throws Exception {
        servers = server.addressOfEmptyTree();
        history = folder.resolve("history");
    }

    @Test
    void linesAreRunAndCtrlDLeaves() throws Exception {
        try (TerminalSession session = start()) {
            session.type("create /app hello\r");
            session.awaitOutput("Created /app");
            session.awaitOutput("(CONNECTED) 1] ");
            session.type("get /app\r");
            session.awaitOutput("hello");
            session.awaitOutput("(CONNECTED) 2] ");
            session.type(CTRL_D);

            assertThat(session.awaitEnd()).isZero();
        }
    }

    @Test
    void tabCompletesCommandsOptionsAndPaths(ServerUnderTest.Server server) throws Exception {
        create(server, "/configuration", "/configuration/database");
        try (TerminalSession session = start()) {
            session.type("getAc" + TAB + "/conf" + TAB + "/data" + TAB + "\r");
            session.awaitOutput("'world,'anyone");
            session.awaitOutput("(CONNECTED) 1] ");
            session.type("create --te" + TAB + "/dash -\r");
            session.awaitOutput("Created /dash");
            session.awaitOutput("(CONNECTED) 2] ");
            session.type("history\r");
            session.awaitOutput("0 - getAcl /configuration/database");
            session.awaitOutput("1 - create --text /dash -");
        }
    }

    @Test
    void ctrlCStopsTheCommandAndNotTheShell() throws Exception {
        try (TerminalSession session = start()) {
            session.type("create /data -\r");
            session.awaitOutput("Ctrl-D on an empty line");
            session.awaitOutput("> ");
            session.type("half a line" + CTRL_C);
            session.awaitOutput("Stopped");
            session.awaitOutput("(CONNECTED) 1] ");
            session.type("a line to be dropped" + CTRL_C);
            session.awaitOutput("(CONNECTED) 1] ");
            session.type("ls /\r");
            session.awaitOutput("[]");
        }
    }

    @Test
    void theHistoryIsKeptBetweenRunsWithoutSecrets() throws Exception {
        try (TerminalSession first = start()) {
            first.type("addauth digest ann:secret\r");
            first.awaitOutput("(CONNECTED) 1] ");
            first.type("create /from-the-first-run x\r");
            first.awaitOutput("Created /from-the-first-run");
            first.type("quit\r");
            assertThat(first.awaitEnd()).isZero();
        }

        try (TerminalSession second = start()) {
            second.type(PREVIOUS + PREVIOUS + "\r");
            second.awaitOutput("Node already exists: /from-the-first-run");
        }

        assertThat(Files.readString(history)).contains("/from-the-first-run").doesNotContain("secret");
    }

    @Test
    void aWatchEventIsPrintedWhileALineIsTyped(ServerUnderTest.Server server) throws Exception {
        create(server, "/watched");
        try (TerminalSession session = start()) {
            session.type("addWatch /watched\r");
            session.awaitOutput("(CONNECTED) 1] ");
            session.type("ls /");
            session.awaitOutput("ls /");
            create(server, "/watched/child");
            session.awaitOutput("WATCHER::");
            session.awaitOutput("type:NodeCreated path:/watched/child");
            session.type("watched\r");
            session.awaitOutput("[child]");
        }
    }

    private TerminalSession start() throws IOException {
        TerminalSession session = TerminalSession.start(servers, history);
        session.awaitOutput("(CONNECTED) 0] ");
        return session;
    }

    private void create(ServerUnderTest.Server server, String... paths) throws Exception {
        String chroot = servers.substring(servers.indexOf('/'));
        ZooKeeper zooKeeper = server.client();
        try {
            for (String path : paths) {
                zooKeeper.create(chroot + path, null, ZooDefs.Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
            }
        } finally {
            zooKeeper.close();
        }
    }
}
