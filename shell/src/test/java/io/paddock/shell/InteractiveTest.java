package io.paddock.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.ZooKeeper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The session at a terminal, in a process of its own under a pseudo-terminal. */
@OnAServer
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

    @Test
    void ctrlCStopsWhatFollowsASubtreeAndWhatRunsUnderALock() throws Exception {
        try (TerminalSession session = start()) {
            session.type("create /app x\r");
            session.awaitOutput("(CONNECTED) 1] ");
            session.type("wait-for /later\r");
            session.awaitOutput("Waiting for /later");
            session.type(CTRL_C);
            session.awaitOutput("Stopped");
            session.awaitOutput("(CONNECTED) 2] ");
            session.type("watch -f /app\r");
            session.awaitOutput("Watching /app");
            session.type(CTRL_C);
            session.awaitOutput("Stopped");
            session.awaitOutput("(CONNECTED) 3] ");
            session.type(
                    "lock /lock -- sh -c 'trap \"echo told; exit 9\" TERM; trap : INT; echo begun; while :; do sleep"
                            + " 0.05; done'\r");
            session.awaitOutput("begun\r\n");
            session.type(CTRL_C);
            session.awaitOutput("told");
            session.awaitOutput("Stopped");
            session.awaitOutput("(CONNECTED) 4] ");
            session.type("ls /lock\r");
            session.awaitOutput("[]");
        }
    }

    @Test
    void ctrlCInTheEditorIsTheEditorsOwn(ServerUnderTest.Server server) throws Exception {
        create(server, "/text");
        // The signal ends a read, with which this editor begins again.
        String editor =
                "sh -c 'trap \"echo heard\" INT; echo editing; until read line; do :; done; echo \"$line\" >\"$0\"'";
        try (TerminalSession session = start(Map.of("EDITOR", editor))) {
            session.type("edit /text\r");
            session.awaitOutput("editing");
            session.type(CTRL_C);
            session.awaitOutput("heard");
            session.type("new text\r");
            session.awaitOutput("(CONNECTED) 1] ");
            session.type("get /text\r");
            session.awaitOutput("new text");
        }
    }

    @Test
    void anApplyAsksShowsItsProgressAndColoursItsPlan() throws Exception {
        Path source = Files.writeString(folder.resolve("c.yaml"), "a: 1\n");
        try (TerminalSession session = start()) {
            session.type("apply " + source + " --root /app --no-backup\r");
            session.awaitOutput("\u001b[32m+ /app/a \"1\"\u001b[0m");
            session.awaitOutput("Do it? [y/N] ");
            session.type("n\r");
            session.awaitOutput("Nothing is done");
            session.awaitOutput("(CONNECTED) 1] ");
            session.type("apply " + source + " --root /app --no-backup\r");
            session.awaitOutput("Do it? [y/N] ");
            session.type("y\r");
            session.awaitOutput("[##############################] 2 of 2");
            session.awaitOutput("Applied 2 changes");
            session.type("find /app\r");
            session.awaitOutput("Read 1 znodes");
            session.awaitOutput("/app/a");
        }
    }

    @Test
    void oneCommandAtATerminalAsksToo() throws Exception {
        Path source = Files.writeString(folder.resolve("c.yaml"), "a: 1\n");
        try (TerminalSession session =
                TerminalSession.start(environment(), "apply", source.toString(), "--root", "/app", "--no-backup")) {
            session.awaitOutput("Do it? [y/N] ");
            session.type("y\r");
            session.awaitOutput("Applied 2 changes");

            assertThat(session.awaitEnd()).isZero();
        }
    }

    @Test
    void aLostConnectionIsToldAboveTheLineThatIsTyped(ServerUnderTest.Server server) throws Exception {
        try (Relay relay = new Relay(server.address())) {
            servers = relay.address() + servers.substring(servers.indexOf('/'));
            try (TerminalSession session = start()) {
                session.type("ls ");
                session.awaitOutput("ls ");
                relay.cut();
                session.awaitOutput("lost; trying to re-make it");
                session.awaitOutput("ls ");
                relay.mend();
                session.awaitOutput("Connected again to " + servers);
                session.type("/\r");
                session.awaitOutput("[]");
            }
        }
    }

    private TerminalSession start() throws IOException {
        return start(Map.of());
    }

    private TerminalSession start(Map<String, String> more) throws IOException {
        Map<String, String> environment = new HashMap<>(environment());
        environment.putAll(more);
        TerminalSession session = TerminalSession.start(environment);
        session.awaitOutput("(CONNECTED) 0] ");
        return session;
    }

    private Map<String, String> environment() {
        return Map.of("PADDOCK_SERVERS", servers, "PADDOCK_HISTORY", history.toString());
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
