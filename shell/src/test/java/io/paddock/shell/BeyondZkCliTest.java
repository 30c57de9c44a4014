package io.paddock.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.paddock.shell.outcome.ExitStatus;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.zookeeper.ZooKeeper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What golden files cannot show: commands that wait, programs run under them, other servers. */
@OnAServer
class BeyondZkCliTest {
    private static final long TIMEOUT_S = 60;

    private final Transcript transcript = new Transcript();
    private final Map<String, String> environment = new HashMap<>();
    private String servers = "";

    @TempDir
    private Path folder;

    @BeforeEach
    void takeAnEmptyTree(ServerUnderTest.Server server) throws Exception {
        servers = server.addressOfEmptyTree();
        environment.put("PADDOCK_SERVERS", servers);
    }

    @Test
    void watchFollowsASubtree() {
        run("create", "/app");
        CompletableFuture<ExitStatus> watching =
                CompletableFuture.supplyAsync(() -> run("watch", "-f", "-n", "3", "/app"), BeyondZkCliTest::start);
        await(() -> transcript.text().contains("Watching /app"));

        run("-c", "create /app/x 1; set /app/x 2; delete /app/x");

        assertThat(join(watching)).isEqualTo(ExitStatus.DONE);
        assertThat(transcript.dataLines()).contains("created /app/x", "changed /app/x", "deleted /app/x");
    }

    @Test
    void anEditChangesTheDataUnlessTheEditorFails() throws Exception {
        run("create", "/text", "one");
        environment.put("EDITOR", editor("sed -i s/one/two/ \"$1\""));
        assertThat(run("edit", "/text")).isEqualTo(ExitStatus.DONE);
        environment.put("EDITOR", editor("exit 3"));
        assertThat(run("edit", "/text")).isEqualTo(ExitStatus.REFUSED);

        run("get", "/text");
        assertThat(transcript.dataLines()).endsWith("two");
    }

    @Test
    void subtreesAreCopiedAndRemovedOnOtherServers(ServerUnderTest.Server server) throws Exception {
        run("-c", "create /app 1; create /app/x 2");
        String other = server.addressOfEmptyTree();

        assertThat(run("cp", "-r", "/app", other + "/copy")).isEqualTo(ExitStatus.DONE);
        assertThat(run("cp", "-r", "--to", other, "/app", "/again")).isEqualTo(ExitStatus.DONE);

        ZooKeeper client = server.client();
        String chroot = other.substring(other.indexOf('/'));
        assertThat(client.getChildren(chroot + "/copy", false)).containsExactly("x");
        assertThat(client.getChildren(chroot + "/again", false)).containsExactly("x");
        assertThat(run("rm", "-r", other + "/copy")).isEqualTo(ExitStatus.DONE);
        assertThat(client.exists(chroot + "/copy", false)).isNull();
        client.close();
    }

    @Test
    void aProgramUnderALockIsStoppedWhenTheSessionIsLost(ServerUnderTest.Server server) throws Exception {
        Path started = folder.resolve("started");
        Path told = folder.resolve("told");
        String script = "trap 'touch " + told + "; exit 9' TERM; touch " + started + "; while :; do sleep 0.05; done";
        Relay relay = new Relay(server.address());
        environment.put("PADDOCK_SERVERS", relay.address());
        CompletableFuture<ExitStatus> locking = CompletableFuture.supplyAsync(
                () -> run(
                        "--timeout",
                        "2000",
                        "lock",
                        servers.substring(servers.indexOf('/')) + "/lock",
                        "--",
                        "sh",
                        "-c",
                        script),
                BeyondZkCliTest::start);
        await(() -> Files.exists(started));

        relay.cut();

        assertThat(join(locking)).isEqualTo(ExitStatus.NO_CONNECTION);
        assertThat(told).exists();
        assertThat(transcript.text()).contains("the program was stopped");
    }

    @Test
    void theStatusListsEachServer(ServerUnderTest.Server server) {
        assertThat(run("status")).isEqualTo(ExitStatus.DONE);
        assertThat(transcript.text()).contains("SERVER", "ROLE", "TERM", server.address());
    }

    private String editor(String script) throws Exception {
        Path file = Files.writeString(folder.resolve("editor"), "#!/bin/sh\n" + script + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file.toString();
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "shell-under-test");
        thread.setDaemon(true);
        thread.start();
    }

    private static <T> T join(CompletableFuture<T> future) {
        return future.orTimeout(TIMEOUT_S, TimeUnit.SECONDS).join();
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(TIMEOUT_S);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
    }

    private ExitStatus run(String... words) {
        Shell shell = new Shell(
                Map.copyOf(environment),
                new ByteArrayInputStream(new byte[0]),
                transcript.data(),
                transcript.remarks());
        return shell.run(words);
    }
}
