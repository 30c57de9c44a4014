package io.paddock.cluster.workload;

import io.paddock.cluster.history.Fate;
import io.paddock.cluster.history.History;
import io.paddock.cluster.history.Outcome;
import io.paddock.cluster.history.WriteKind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.data.Stat;

/**
 * One application that writes in rounds, several requests of each round under way at once, until it is told to stop.
 *
 * <p>Between rounds it takes a breath, shorter than a round, so that of several clients some always have writes under way.
 * It never asks for a write again whose answer it did not get. After such a loss it reads, behind a sync, how far its
 * nodes got and goes on from there. Its own thread does all that; others only ask how far it is.
 */
final class WritingClient {
    private static final int EPHEMERALS_KEPT = 4;

    // Several of these writing without a pause would leave no processor time to the servers that are to come back.
    private static final long PAUSE_NANOS = 20_000_000;

    private final int id;
    private final OfficialClient client;
    private final ZooKeeper zookeeper;
    private final RecordingSession session;
    private final Thread thread;
    private final AtomicInteger roundsDone = new AtomicInteger();
    private final Deque<String> ephemerals = new ArrayDeque<>();
    private volatile Optional<Throwable> failure = Optional.empty();
    private volatile boolean isStopped;
    private int rounds;
    private int registerVersion;
    private int pairVersion;

    WritingClient(int id, OfficialClient client, History history) {
        this.id = id;
        this.client = client;
        this.zookeeper = client.zookeeper();
        this.session = new RecordingSession(id, zookeeper, history);
        this.thread = new Thread(this::run, "writing-client-" + id);
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    int id() {
        return id;
    }

    long sessionId() {
        return zookeeper.getSessionId();
    }

    /** Whether the client was told that its session is over. */
    boolean isExpired() {
        return client.isExpired();
    }

    /** Rounds in which every write was answered. */
    int roundsDone() {
        return roundsDone.get();
    }

    /** What ended its thread before it was told to stop. */
    Optional<Throwable> failure() {
        return failure;
    }

    /** Ends its thread after the round under way; the session stays. */
    void stop() throws InterruptedException {
        stopSoon();
        thread.join();
    }

    /** Tells its thread to end; what is under way then fails when the session is closed. */
    void stopSoon() {
        isStopped = true;
    }

    void close() {
        client.close();
    }

    private void run() {
        try {
            boolean isSure = true;
            while (!isStopped) {
                if (!isSure) {
                    isSure = lookUp();
                } else {
                    isSure = round() && count();
                    if (isSure) {
                        roundsDone.incrementAndGet();
                        LockSupport.parkNanos(PAUSE_NANOS);
                    }
                }
            }
        } catch (KeeperException | InterruptedException | RuntimeException e) {
            failure = Optional.of(e);
        }
    }

    /** Asks for one write of each kind, two of one, at once. Whether all were answered and done. */
    private boolean round() {
        String value = id + ":" + rounds++;
        List<CompletableFuture<Outcome>> answers = new ArrayList<>();
        answers.add(session.set(WriteKind.REGISTER, WorkNodes.register(id), value + "a", registerVersion));
        answers.add(session.create(WriteKind.SEQUENCE, WorkNodes.sequence(id), value));
        answers.add(session.set(WriteKind.REGISTER, WorkNodes.register(id), value + "b", registerVersion + 1));
        answers.add(session.setPair(WorkNodes.pairOne(id), WorkNodes.pairOther(id), value, pairVersion));
        String ephemeral = WorkNodes.ephemeral(id, rounds);
        answers.add(session.create(WriteKind.EPHEMERAL, ephemeral, value));
        ephemerals.add(ephemeral);
        if (ephemerals.size() > EPHEMERALS_KEPT) {
            answers.add(session.delete(ephemerals.remove()));
        }
        registerVersion += 2;
        pairVersion++;
        return answers.stream().map(CompletableFuture::join).toList().stream()
                .allMatch(outcome -> outcome.fate() == Fate.ACKNOWLEDGED);
    }

    /** Adds one to the number all clients share; that somebody else was quicker is no loss. */
    private boolean count() throws KeeperException, InterruptedException {
        try {
            Stat stat = new Stat();
            String before = new String(zookeeper.getData(WorkNodes.COUNTER, false, stat), StandardCharsets.UTF_8);
            String after = Integer.toString(Integer.parseInt(before) + 1);
            return session.set(WriteKind.COUNTER, WorkNodes.COUNTER, after, stat.getVersion())
                            .join()
                            .fate()
                    != Fate.UNKNOWN;
        } catch (KeeperException.ConnectionLossException lost) {
            return false;
        }
    }

    /** Reads how far this client's nodes got. Whether that was answered. */
    private boolean lookUp() throws KeeperException, InterruptedException {
        try {
            zookeeper.sync(WorkNodes.ROOT);
            registerVersion = zookeeper.exists(WorkNodes.register(id), false).getVersion();
            pairVersion = zookeeper.exists(WorkNodes.pairOne(id), false).getVersion();
            return true;
        } catch (KeeperException.ConnectionLossException lost) {
            return false;
        }
    }

    @Override
    public String toString() {
        return "client " + id + " (" + zookeeper + ", " + roundsDone + " rounds, failure " + failure + ")";
    }
}
