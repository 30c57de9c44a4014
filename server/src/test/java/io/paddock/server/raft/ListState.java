package io.paddock.server.raft;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;

/** A replicated list of strings in memory, with a disk that the test writes to when it likes: {@link #persist} and {@link #reopened}. */
public final class ListState implements ReplicatedState {

    private final List<String> entries = new ArrayList<>();
    private final List<String> events = new ArrayList<>();
    private List<RaftMember> members = List.of();
    private LogPosition applied = LogPosition.START;
    private ListState disk;
    private String poison = "";
    private final CountDownLatch isHolding = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);
    private volatile String held = "";
    private int installs;
    private volatile boolean expectsToSubmit;
    private volatile boolean hasAudience = true;

    @Override
    public synchronized LogPosition applied() {
        return applied;
    }

    @Override
    public void apply(byte[] entry, long term, long index) {
        String text = new String(entry, UTF_8);
        if (text.equals(held)) {
            isHolding.countDown();
            awaitUninterruptibly(released);
        }
        apply(text, term, index);
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        while (latch.getCount() > 0) {
            try {
                latch.await();
            } catch (InterruptedException stopping) {
                // As if it were deep in a computation.
            }
        }
    }

    private synchronized void apply(String text, long term, long index) {
        if (text.equals(poison)) {
            throw new IllegalStateException("poisoned by " + text);
        }
        if (index <= applied.index() || term < applied.term()) {
            throw new IllegalStateException("expected an entry after " + applied + " but got " + term + "/" + index);
        }
        entries.add(text);
        applied = new LogPosition(term, index);
        notifyAll();
    }

    @Override
    public synchronized void membersChanged(List<RaftMember> changed, long term, long index) {
        members = changed;
        events.add("members");
        notifyAll();
    }

    @Override
    public synchronized LogPosition checkpoint(Path target) throws IOException {
        Files.createDirectory(target);
        Files.createDirectory(target.resolve("sub"));
        Files.writeString(target.resolve("position"), applied.term() + " " + applied.index());
        Files.write(target.resolve("sub").resolve("entries"), entries);
        Files.createFile(target.resolve("empty"));
        persist();
        return applied;
    }

    @Override
    public synchronized void install(Checkpoint checkpoint) throws IOException {
        entries.clear();
        entries.addAll(Files.readAllLines(checkpoint.directory().resolve("sub").resolve("entries")));
        applied = checkpoint.position();
        installs++;
        persist();
        notifyAll();
    }

    @Override
    public synchronized void leaderChanged(OptionalInt leader, long term) {
        events.add("leader " + (leader.isPresent() ? leader.getAsInt() : "none"));
        notifyAll();
    }

    @Override
    public synchronized void leaderReady(long term) {
        events.add("ready");
        notifyAll();
    }

    @Override
    public synchronized void leadershipLost() {
        events.add("lost");
        notifyAll();
    }

    @Override
    public boolean expectsToSubmit() {
        return expectsToSubmit;
    }

    @Override
    public boolean hasAudience() {
        return hasAudience;
    }

    /** Says from now on that nobody listens here. */
    void loseAudience() {
        hasAudience = false;
    }

    /** Says from now on that another entry is about to come, true or not. */
    void expectMore() {
        expectsToSubmit = true;
    }

    /** Applying this entry throws. */
    synchronized void poison(String entry) {
        poison = entry;
    }

    /** Applying this entry takes until {@link #release}. */
    void hold(String entry) {
        held = entry;
    }

    /** Waits until it is being applied. */
    void awaitHolding() throws InterruptedException {
        isHolding.await();
    }

    void release() {
        released.countDown();
    }

    /** What a restart will find from now on. */
    synchronized void persist() {
        disk = new ListState();
        disk.entries.addAll(entries);
        disk.applied = applied;
        disk.disk = disk;
    }

    /** The state after a restart. */
    synchronized ListState reopened() {
        return disk == null ? new ListState() : disk;
    }

    /** What was applied. */
    public synchronized List<String> entries() {
        return List.copyOf(entries);
    }

    synchronized List<String> events() {
        return List.copyOf(events);
    }

    synchronized List<RaftMember> members() {
        return members;
    }

    /** How many checkpoints were installed. */
    public synchronized int installs() {
        return installs;
    }
}
