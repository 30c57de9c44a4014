package io.paddock.server.raft;

import io.paddock.server.FreePorts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.IntFunction;
import java.util.stream.Stream;

/** Real Raft nodes in one process on free ports. Checkpoints go from one to the other by a plain copy. */
public final class TestEnsemble implements AutoCloseable {

    /** Snapshots and purges come soon. */
    public static final LogLimits SMALL = new LogLimits(1 << 20, 64 * 1024, 1_000_000, 16 * 1024, 1_000_000, 32 * 1024);

    private volatile IntFunction<CheckpointSource> sources = id -> this::copy;
    private final RaftTimeouts timeouts;
    private static final RaftTimeouts QUICK = new RaftTimeouts(1_000, 2_000, 100, 400);

    private final Path directory;
    private final LogLimits limits;
    private final List<TestNode> nodes = new ArrayList<>();
    private final List<RaftMember> members;

    /** The voters have the lower ids. */
    public TestEnsemble(Path directory, int voters, int observers, LogLimits limits) {
        this(directory, voters, observers, limits, QUICK);
    }

    TestEnsemble(Path directory, int voters, int observers, LogLimits limits, RaftTimeouts timeouts) {
        this(directory, limits, timeouts, newMembers(voters, observers));
        members.forEach(m -> nodes.add(node(m.id(), members)));
    }

    private TestEnsemble(Path directory, LogLimits limits, RaftTimeouts timeouts, List<RaftMember> members) {
        this.timeouts = timeouts;
        this.directory = directory;
        this.limits = limits;
        this.members = members;
    }

    private static List<RaftMember> newMembers(int voters, int observers) {
        List<RaftMember> lines = new ArrayList<>();
        for (int id = 1; id <= voters + observers; id++) {
            lines.add(member(id, id > voters));
        }
        return List.copyOf(lines);
    }

    /** Voters each of which believes what its book says of the others' addresses. */
    static TestEnsemble withBooks(
            Path directory,
            int voters,
            RaftTimeouts timeouts,
            BiFunction<Integer, List<RaftMember>, List<RaftMember>> books) {
        TestEnsemble ensemble = new TestEnsemble(directory, LogLimits.USUAL, timeouts, newMembers(voters, 0));
        ensemble.members.forEach(
                m -> ensemble.nodes.add(ensemble.node(m.id(), books.apply(m.id(), ensemble.members), false)));
        return ensemble;
    }

    static RaftMember member(int id, boolean isObserver) {
        return new RaftMember(
                id, "127.0.0.1", FreePorts.next(), FreePorts.next(), isObserver, "127.0.0.1:" + (2180 + id));
    }

    /** The same servers, stopped, whose files say other addresses; nobody but the operator changes members. */
    TestEnsemble moved() {
        nodes.clear();
        List<RaftMember> lines = members.stream()
                .map(member -> member(member.id(), member.observer()))
                .toList();
        lines.forEach(line -> nodes.add(node(line.id(), lines, false)));
        return this;
    }

    private TestNode node(int id, List<RaftMember> lines) {
        return node(id, lines, true);
    }

    private TestNode node(int id, List<RaftMember> lines, boolean isReconfigurable) {
        Path own = directory.resolve("server" + id);
        RaftSettings settings = new RaftSettings(
                id,
                "test",
                lines,
                isReconfigurable,
                own.resolve("log"),
                "127.0.0.1",
                timeouts,
                limits,
                Optional.empty());
        return new TestNode(settings, own, (server, target) -> sources.apply(id).fetch(server, target));
    }

    private CompletionStage<Optional<LogPosition>> copy(int server, Path target) {
        Optional<SnapshotFiles.Pin> pin = node(server).snapshots().pinNewest();
        if (pin.isEmpty()) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        try (SnapshotFiles.Pin kept = pin.get();
                Stream<Path> files = Files.walk(kept.checkpoint().directory())) {
            for (Path file : files.toList()) {
                Files.copy(
                        file,
                        target.resolve(
                                kept.checkpoint().directory().relativize(file).toString()));
            }
            return CompletableFuture.completedFuture(
                    Optional.of(kept.checkpoint().position()));
        } catch (IOException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** From now on checkpoints come this way. */
    public void useSources(IntFunction<CheckpointSource> wanted) {
        sources = wanted;
    }

    /** Starts all. */
    public TestEnsemble start() throws IOException {
        for (TestNode node : nodes) {
            node.start(StartMode.FOUNDING);
        }
        return this;
    }

    /** Adds a server that waits to be made a member. */
    TestNode startJoining(RaftMember member) throws IOException {
        List<RaftMember> lines = new ArrayList<>(members);
        lines.add(member);
        TestNode node = node(member.id(), lines);
        nodes.add(node);
        node.start(StartMode.JOINING);
        return node;
    }

    /** One of them. */
    public TestNode node(int id) {
        return nodes.stream().filter(n -> n.id() == id).findFirst().orElseThrow();
    }

    /** Those that run. */
    public List<TestNode> running() {
        return nodes.stream().filter(TestNode::isRunning).toList();
    }

    List<RaftMember> members() {
        return members;
    }

    /** Waits for a leader that all running servers know, and that is ready. */
    public TestNode leader() {
        Wait.until(
                "a leader that all know",
                () -> running().stream().anyMatch(TestEnsemble::leads)
                        && running().stream()
                                        .map(n -> n.raft().leader())
                                        .distinct()
                                        .count()
                                == 1);
        return running().stream().filter(TestEnsemble::leads).findFirst().orElseThrow();
    }

    /** Waits for a leader that is ready, whoever knows of it. */
    TestNode leading() {
        Wait.until("a leader", () -> running().stream().anyMatch(TestEnsemble::leads));
        return running().stream().filter(TestEnsemble::leads).findFirst().orElseThrow();
    }

    private static boolean leads(TestNode node) {
        return node.raft().isLeaderReady();
    }

    /** One that does not lead. */
    public TestNode follower() {
        TestNode leader = leader();
        return running().stream().filter(n -> n != leader).findFirst().orElseThrow();
    }

    /** Waits until all that run have exactly these. */
    public void awaitEverywhere(List<String> entries) {
        for (TestNode node : running()) {
            Wait.until(
                    () -> "server " + node.id() + " to have " + entries.size() + " entries, it has "
                            + node.state().entries().size() + "; halts " + node.halts(),
                    () -> node.state().entries().equals(entries));
        }
    }

    @Override
    public void close() throws IOException {
        for (TestNode node : nodes) {
            node.close();
        }
    }
}
