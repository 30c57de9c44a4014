package io.paddock.server.raft;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** One server of a {@link TestEnsemble}: a real Raft node over a {@link ListState}. */
public final class TestNode implements MembersWitness, AutoCloseable {

    private final RaftSettings settings;
    private final Path directory;
    private final CheckpointSource source;
    private final List<String> halts = new CopyOnWriteArrayList<>();
    private ListState state = new ListState();
    private SnapshotFiles snapshots;
    private RaftNode raft;
    private boolean running;
    private volatile boolean isSaidToBeRemoved;

    TestNode(RaftSettings settings, Path directory, CheckpointSource source) {
        this.settings = settings;
        this.directory = directory;
        this.source = source;
    }

    /** Starts it, again perhaps. */
    public void start(StartMode mode) throws IOException {
        state = state.reopened();
        snapshots = SnapshotFiles.open(directory.resolve("snapshots"));
        raft = new RaftNode(
                settings, state, snapshots, source, this, (reason, cause) -> halts.add(reason + ": " + cause));
        raft.start(mode);
        running = true;
    }

    /** Ends it; what {@link ListState#persist} did not see is gone from the state, as after a crash. */
    public void stop() throws IOException {
        if (running) {
            running = false;
            raft.close();
        }
    }

    @Override
    public void membersChanged(List<RaftMember> members) {}

    @Override
    public boolean saysRemoved() {
        return isSaidToBeRemoved;
    }

    /** What the others say of it from now on. */
    void setSaidToBeRemoved(boolean isRemoved) {
        isSaidToBeRemoved = isRemoved;
    }

    /** Which. */
    public int id() {
        return settings.serverId();
    }

    RaftSettings settings() {
        return settings;
    }

    /** What it replicates to. */
    public ListState state() {
        return state;
    }

    /** The node itself. */
    public RaftNode raft() {
        return raft;
    }

    /** Its snapshots. */
    public SnapshotFiles snapshots() {
        return snapshots;
    }

    /** What a restart finds is nothing. */
    void loseState() {
        state = new ListState();
    }

    boolean isRunning() {
        return running;
    }

    /** Why it should have halted. */
    public List<String> halts() {
        return halts;
    }

    CompletableFuture<SubmitOutcome> submit(String entry) {
        CompletableFuture<SubmitOutcome> outcome = new CompletableFuture<>();
        raft.submit(entry.getBytes(UTF_8), outcome::complete);
        return outcome;
    }

    /** Submits and waits. */
    public SubmitOutcome write(String entry) {
        try {
            return submit(entry).get(60, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError("no outcome for " + entry, e);
        }
    }

    Optional<Checkpoint> newest() {
        return snapshots.newest();
    }

    @Override
    public void close() throws IOException {
        stop();
    }
}
