package io.paddock.cluster.bench.load;

import io.paddock.cluster.bench.measure.BenchFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/**
 * Drives sessions in the caller's thread, which owns it. Nothing happens between calls, pings neither: a caller that
 * pauses for longer than a third of the session time-out loses sessions.
 */
final class LoadLoop implements AutoCloseable {
    private static final int INPUT_BYTES = 256 << 10;
    private static final int OPENING_MAX = 64;
    private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final Duration END_PATIENCE = Duration.ofSeconds(30);

    private final LoadGround ground;
    private final List<LoadSession> sessions = new ArrayList<>();
    private final Consumer<SelectionKey> onReady = LoadLoop::ready;
    private long tickNanos = System.nanoTime();

    private LoadLoop(LoadGround ground) {
        this.ground = ground;
    }

    /** A loop without sessions yet, for these servers. */
    static LoadLoop of(List<InetSocketAddress> servers, Duration sessionTimeout) {
        try {
            return new LoadLoop(new LoadGround(
                    Selector.open(),
                    ByteBuffer.allocateDirect(INPUT_BYTES),
                    new Tally(),
                    List.copyOf(servers),
                    Math.toIntExact(sessionTimeout.toMillis())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the sessions count. */
    Tally tally() {
        return ground.tally();
    }

    /** The sessions, in the order of their numbers. */
    List<LoadSession> sessions() {
        return sessions;
    }

    /**
     * Opens so many sessions more, some at a time, and returns when all are there.
     *
     * @throws BenchFailure when they are not there in time
     */
    void open(int count, Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        int wanted = sessions.size() + count;
        for (int open = openCount(); open < wanted; open = openCount()) {
            while (sessions.size() < wanted && sessions.size() - open < OPENING_MAX) {
                LoadSession session = new LoadSession(sessions.size(), ground);
                sessions.add(session);
                session.open(System.nanoTime());
            }
            turn(TICK_NANOS);
            if (System.nanoTime() - end > 0) {
                throw new BenchFailure("only " + open + " of " + wanted + " sessions were to be had within "
                        + patience.toSeconds() + " s from " + ground.servers() + ": " + tally().errorText());
            }
        }
    }

    private int openCount() {
        int open = 0;
        for (LoadSession session : sessions) {
            open += session.isOpen() ? 1 : 0;
        }
        return open;
    }

    /** Gives every session its work, and goes on. */
    void assign(IntFunction<Work> workOf, int depth) {
        for (LoadSession session : sessions) {
            session.perform(workOf.apply(session.number()), depth);
        }
        tickNow();
    }

    /**
     * Has every session do its work, which must have an end, and returns when all of it is answered.
     *
     * @throws BenchFailure when a request fails, or it is not done in time
     */
    void perform(String what, IntFunction<Work> workOf, int depth, Duration patience) {
        long errors = tally().errors();
        assign(workOf, depth);
        runUntil(what, () -> tally().errors() > errors || isIdle(), patience);
        if (tally().errors() > errors) {
            throw new BenchFailure(what + " failed: " + tally().errorText());
        }
    }

    private boolean isIdle() {
        for (LoadSession session : sessions) {
            if (!session.isIdle()) {
                return false;
            }
        }
        return true;
    }

    /**
     * Goes on until the condition holds.
     *
     * @throws BenchFailure when that takes too long
     */
    void runUntil(String what, BooleanSupplier condition, Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                throw new BenchFailure(what + " took longer than " + patience.toSeconds() + " s"
                        + (tally().errors() > 0 ? ": " + tally().errorText() : ""));
            }
            turn(TICK_NANOS);
        }
    }

    /** Goes on for so long. */
    void runFor(Duration span) {
        long end = System.nanoTime() + span.toNanos();
        for (long left = span.toNanos(); left > 0; left = end - System.nanoTime()) {
            turn(Math.min(left, TICK_NANOS));
        }
    }

    private void turn(long nanosMax) {
        try {
            // Rounded up: a wait of 0 would spin.
            ground.selector().select(onReady, TimeUnit.NANOSECONDS.toMillis(nanosMax) + 1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (System.nanoTime() - tickNanos >= TICK_NANOS) {
            tickNow();
        }
        if (Thread.currentThread().isInterrupted()) {
            throw new BenchFailure("interrupted");
        }
    }

    private static void ready(SelectionKey key) {
        ((LoadSession) key.attachment()).ready();
    }

    private void tickNow() {
        tickNanos = System.nanoTime();
        for (int i = 0; i < sessions.size(); i++) {
            sessions.get(i).tick(tickNanos);
        }
    }

    /** Ends the sessions, as far as their servers answer, and closes their connections. */
    @Override
    public void close() {
        try {
            sessions.forEach(LoadSession::end);
            runUntil("the end of the sessions", () -> sessions.stream().allMatch(LoadSession::isClosed), END_PATIENCE);
        } catch (BenchFailure unanswered) {
            tally().lost(0, String.valueOf(unanswered.getMessage()));
        } finally {
            sessions.forEach(LoadSession::drop);
            closeSelector();
        }
    }

    private void closeSelector() {
        try {
            ground.selector().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
