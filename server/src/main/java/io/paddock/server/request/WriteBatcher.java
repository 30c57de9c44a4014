package io.paddock.server.request;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.paddock.command.Batch;
import io.paddock.command.Command;
import io.paddock.command.CommandCodec;
import io.paddock.command.EntryCodec;
import io.paddock.command.Request;
import io.paddock.server.wire.Call;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jctools.queues.MpscUnboundedArrayQueue;

/**
 * Makes batches of the writes of all connections, and, on the leader, entries of the batches of all servers.
 *
 * <p>Batching is natural: few are in flight, and whatever comes meanwhile becomes the next one; a lone write waits for nobody. Where one entry is
 * in flight, the next one waits for those who are answered by it ({@link Gathering}). A batch is kept
 * until this server has applied it, and sent again, in order, whenever it may have been lost: after a change of leader, a broken channel, a
 * failed submission, a gap seen by apply, or when nothing was heard of it for long. What comes twice is skipped by apply.
 *
 * <p>It has no thread of its own, for on few processors each thread that a write passes costs as much as the work done in it: whoever brings
 * something, or makes room, calls {@link #move} when it holds no lock. One at a time moves; who finds another at it leaves it to that one.
 * Any thread.
 */
public final class WriteBatcher implements Runnable {

    private static final long AGAIN_MS = 10;
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(3);
    private static final int QUEUE_CHUNK = 4096;
    /** Entries in flight when all of them are full. */
    private static final int FULL_IN_FLIGHT_MAX = 4;

    private final BatchSettings settings;
    private final EntryLog log;
    private final LeaderChannel leader;
    private final LongSupplier clockMs;
    private final Later later;
    private final Consumer<Throwable> fatal;

    private final MpscUnboundedArrayQueue<Pending> arrived = new MpscUnboundedArrayQueue<>(QUEUE_CHUNK);
    private final MpscUnboundedArrayQueue<byte[]> forwarded = new MpscUnboundedArrayQueue<>(QUEUE_CHUNK);
    /** Bytes on the wire of what is in {@link #arrived}, and bytes of what is in {@link #forwarded}. */
    private final AtomicLong waitingBytes = new AtomicLong();

    private final AtomicInteger entriesInFlight = new AtomicInteger();
    private final AtomicInteger outstanding = new AtomicInteger();
    private final AtomicBoolean mustSendAgain = new AtomicBoolean();
    /** Whether the log or the leader refused something a moment ago, and is left alone until {@link #AGAIN_MS} have passed. */
    private final AtomicBoolean isRefused = new AtomicBoolean();

    private final Gathering gathering = new Gathering();
    /** Whether a {@link #move} will come for what gathers. */
    private final AtomicBoolean isGatheringTimed = new AtomicBoolean();
    /** Calls of {@link #move} since nobody was at it. */
    private final AtomicInteger calls = new AtomicInteger();

    private volatile Route route = Route.NOWHERE;
    private volatile boolean isStopped;

    @GuardedBy("unapplied")
    private final Deque<Unapplied> unapplied = new ArrayDeque<>();

    /** Of whoever moves. */
    private long sequence;

    /** Where a task goes that is not to run at once. */
    public interface Later {
        /** Has {@code task} run after so many ms, in a thread that holds no lock. Without effect once the server stops. */
        void in(long delayMs, Runnable task);
    }

    /** Where batches go. */
    private enum Route {
        NOWHERE,
        LOG,
        LEADER
    }

    /** A batch that this server has not applied yet. */
    private static final class Unapplied {
        private final long sequence;
        private final byte[] bytes;
        private final List<Pending> requests;
        private long sentNanos;

        Unapplied(long sequence, byte[] bytes, List<Pending> requests) {
            this.sequence = sequence;
            this.bytes = bytes;
            this.requests = requests;
        }
    }

    /**
     * A batcher that knows of no leader yet.
     *
     * @param clockMs the wall clock, in ms since 1970, for entries
     * @param fatal hears of a fault after which nothing would move any more
     */
    public WriteBatcher(
            BatchSettings settings,
            EntryLog log,
            LeaderChannel leader,
            LongSupplier clockMs,
            Later later,
            Consumer<Throwable> fatal) {
        this.settings = settings;
        this.log = log;
        this.leader = leader;
        this.clockMs = clockMs;
        this.later = later;
        this.fatal = fatal;
    }

    /** Takes a write, which goes on its way with the next {@link #move}; what becomes of it, its requester hears at apply. */
    public void add(Pending write) {
        outstanding.incrementAndGet();
        waitingBytes.addAndGet(write.bytes());
        arrived.offer(write);
    }

    /** Takes the encoded batch of another server, whose order is kept, until the next {@link #move}; false when this server does not lead. */
    public boolean addForwarded(byte[] batch) {
        if (route != Route.LOG) {
            return false;
        }
        waitingBytes.addAndGet(batch.length);
        forwarded.offer(batch);
        return true;
    }

    /** This server leads, and has applied all of earlier terms. */
    public void lead() {
        become(Route.LOG);
    }

    /** Another server leads and can be reached. */
    public void follow() {
        become(Route.LEADER);
    }

    /** There is no leader, or no way to it. */
    public void waitForLeader() {
        become(Route.NOWHERE);
    }

    private void become(Route next) {
        route = next;
        sendAgain();
        later.in(0, this);
    }

    /** All that is not applied may have been lost: the next {@link #move} begins with it. */
    public void sendAgain() {
        mustSendAgain.set(true);
    }

    /** Whether this server leads, as far as is known here. */
    boolean leads() {
        return route == Route.LOG;
    }

    /** Whether something waits and will be proposed here as soon as what is in flight is applied. */
    boolean hasWaiting() {
        return route == Route.LOG
                && !(arrived.isEmpty() && forwarded.isEmpty())
                && (!gathers() || gathering.isEnough(waitingBytes.get()));
    }

    /** Where several entries are in flight, the time of one is not lost for the next. */
    private boolean gathers() {
        return settings.entriesInFlightMax() == 1;
    }

    /** The writes of an entry are about to be answered. Apply thread. */
    void answering() {
        gathering.answering(waitingBytes.get());
    }

    /** Writes taken and not yet applied. */
    public int outstanding() {
        return outstanding.get();
    }

    /**
     * This server applies its batch {@code number}: its requests, in order, which are done with by that.
     *
     * @throws IllegalStateException if it is not the oldest one
     */
    List<Pending> applied(long number) {
        Unapplied oldest;
        synchronized (unapplied) {
            oldest = unapplied.poll();
        }
        if (oldest == null || oldest.sequence != number) {
            throw new IllegalStateException("expected batch " + number + " to be applied next but it is "
                    + (oldest == null ? "none" : oldest.sequence));
        }
        outstanding.addAndGet(-oldest.requests.size());
        return oldest.requests;
    }

    /** The state has jumped beyond its batch {@code number}: the requests that are in it, in order, which are done with by that. */
    List<Pending> skipTo(long number) {
        List<Pending> skipped = new ArrayList<>();
        synchronized (unapplied) {
            while (!unapplied.isEmpty() && unapplied.peek().sequence <= number) {
                skipped.addAll(unapplied.poll().requests);
            }
        }
        outstanding.addAndGet(-skipped.size());
        return skipped;
    }

    /** Moves nothing any more. */
    public void stop() {
        isStopped = true;
    }

    /**
     * Sends what can be sent. To be called after {@link #add}, {@link #addForwarded}, {@link #sendAgain}, after an entry was applied, and now
     * and then. The caller holds no lock: the log and the channel take theirs.
     */
    public void move() {
        if (calls.getAndIncrement() != 0) {
            return;
        }
        try {
            int seen;
            do {
                seen = calls.get();
                while (!isStopped && step()) {
                    // There may be more.
                }
            } while (!calls.compareAndSet(seen, 0));
        } catch (RuntimeException | Error fault) {
            fatal.accept(fault);
            throw fault;
        }
    }

    /** As {@link #move}, for executors. */
    @Override
    public void run() {
        move();
    }

    private boolean step() {
        if (isRefused.get()) {
            return false;
        }
        if (mustSendAgain.getAndSet(false) || isOverdue()) {
            resend();
        }
        return switch (route) {
            case LOG -> propose();
            case LEADER -> forward();
            case NOWHERE -> {
                while (pollForwarded().isPresent()) {
                    // Its sender sends it again.
                }
                yield false;
            }
        };
    }

    private boolean propose() {
        if (!hasRoom() || isGathering()) {
            return false;
        }
        long before = waitingBytes.get();
        List<byte[]> batches = new ArrayList<>();
        int bytes = 0;
        Optional<Unapplied> own = nextBatch();
        if (own.isPresent()) {
            batches.add(own.get().bytes);
            bytes = own.get().bytes.length;
        }
        while (bytes < settings.entryBytesMax()) {
            Optional<byte[]> other = pollForwarded();
            if (other.isEmpty()) {
                break;
            }
            batches.add(other.get());
            bytes += other.get().length;
        }
        if (batches.isEmpty()) {
            return false;
        }
        submit(batches, before - waitingBytes.get());
        return true;
    }

    /** Whether the next entry is to wait; if something is in it already, a timer ends that. */
    private boolean isGathering() {
        if (!gathers() || entriesInFlight.get() > 0) {
            return false;
        }
        long waiting = waitingBytes.get();
        long nanos = gathering.waitNanos(waiting, System.nanoTime());
        if (nanos > 0 && waiting > 0 && isGatheringTimed.compareAndSet(false, true)) {
            later.in(TimeUnit.NANOSECONDS.toMillis(nanos) + 1, () -> {
                isGatheringTimed.set(false);
                move();
            });
        }
        return nanos > 0;
    }

    /** What fills an entry gains nothing by waiting for the one before. */
    private boolean hasRoom() {
        int inFlight = entriesInFlight.get();
        return inFlight < settings.entriesInFlightMax()
                || (inFlight < FULL_IN_FLIGHT_MAX && waitingBytes.get() >= settings.entryBytesMax());
    }

    private Optional<byte[]> pollForwarded() {
        byte[] batch = forwarded.poll();
        if (batch != null) {
            waitingBytes.addAndGet(-batch.length);
        }
        return Optional.ofNullable(batch);
    }

    /** @param gathered how many bytes waited and are in it now */
    private void submit(List<byte[]> batches, long gathered) {
        entriesInFlight.incrementAndGet();
        gathering.left(gathered, System.nanoTime());
        log.submit(EntryCodec.encodeEntry(clockMs.getAsLong(), batches), wasApplied -> {
            gathering.done(waitingBytes.get(), System.nanoTime());
            entriesInFlight.decrementAndGet();
            if (wasApplied) {
                move();
            } else {
                refused();
            }
        });
    }

    /** It may have been applied or not. Who leads no more is told so soon; until then one try follows the other, but not at once. */
    private void refused() {
        mustSendAgain.set(true);
        if (isRefused.compareAndSet(false, true)) {
            later.in(AGAIN_MS, () -> {
                isRefused.set(false);
                move();
            });
        }
    }

    /** The leader did not take a batch, and perhaps others after it: it has just been elected and is not ready, or leads no more. */
    public void refusedByLeader() {
        if (route == Route.LEADER) {
            refused();
        }
    }

    private boolean forward() {
        Optional<Unapplied> own = nextBatch();
        own.ifPresent(batch -> leader.send(batch.bytes));
        return own.isPresent();
    }

    private Optional<Unapplied> nextBatch() {
        synchronized (unapplied) {
            if (unapplied.size() >= settings.batchesInFlightMax()) {
                return Optional.empty();
            }
        }
        List<Pending> requests = new ArrayList<>();
        List<Request> commands = new ArrayList<>();
        long bytes = 0;
        while (requests.size() < settings.batchRequestsMax() && bytes < settings.batchBytesMax()) {
            Pending write = arrived.poll();
            if (write == null) {
                break;
            }
            waitingBytes.addAndGet(-write.bytes());
            Request request = request(write);
            requests.add(write);
            commands.add(request);
            bytes += CommandCodec.lengthMax(request);
        }
        return requests.isEmpty() ? Optional.empty() : Optional.of(number(requests, commands));
    }

    private Unapplied number(List<Pending> requests, List<Request> commands) {
        sequence++;
        byte[] bytes = CommandCodec.encodeBatch(
                new Batch(settings.server(), settings.incarnation(), sequence, settings.enforcesQuotas(), commands));
        Unapplied batch = new Unapplied(sequence, bytes, requests);
        batch.sentNanos = System.nanoTime();
        synchronized (unapplied) {
            unapplied.add(batch);
        }
        return batch;
    }

    private static Request request(Pending write) {
        Requester requester = write.requester();
        return new Request(requester.sessionId(), requester.owner(), write.identities(), command(write.call()));
    }

    private static Command command(Call call) {
        return call instanceof Call.Write write ? write.command() : new Command.Sync();
    }

    private boolean isOverdue() {
        synchronized (unapplied) {
            Unapplied oldest = unapplied.peek();
            return oldest != null && System.nanoTime() - oldest.sentNanos > PATIENCE_NANOS;
        }
    }

    private void resend() {
        List<Unapplied> again;
        synchronized (unapplied) {
            again = List.copyOf(unapplied);
        }
        long now = System.nanoTime();
        List<byte[]> entry = new ArrayList<>();
        int bytes = 0;
        for (Unapplied batch : again) {
            batch.sentNanos = now;
            if (route == Route.LEADER) {
                leader.send(batch.bytes);
            } else if (route == Route.LOG) {
                if (bytes + batch.bytes.length > settings.entryBytesMax() && !entry.isEmpty()) {
                    submit(entry, bytes);
                    entry = new ArrayList<>();
                    bytes = 0;
                }
                entry.add(batch.bytes);
                bytes += batch.bytes.length;
            }
        }
        if (!entry.isEmpty()) {
            submit(entry, bytes);
        }
    }
}
