package io.paddock.store;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The generations from the one that takes what is published now to those written lately.
 *
 * <p>A generation is current, then being written, then retired: on disk and in the cache. {@link #live()} gives the first two, without a
 * lock. Retired ones have numbers, and stay here for loads: a load notes the number of the last one before it reads the disk, and what
 * it read is brought up to date with those retired since. So what was read from disk never goes stale for good, however fast the writer
 * is. Loads that read now pin the generations they need; the last one retired stays anyhow, for loads that have ended and whose result
 * waits to be used.
 *
 * <p>Invariant: a change that was published is in a live generation, or the number of the generation that holds it is not more than
 * {@link #retiredNumber()} and the disk has it.
 */
final class GenerationChain {

    /** The generations that are not on disk yet, or just came there. */
    record Live(Generation current, Generation writing) {}

    /**
     * What was retired after some number.
     *
     * @param number the number of the last generation retired
     * @param retired the generations, the oldest first
     * @param live the live ones of the same moment
     */
    record Since(long number, List<Generation> retired, Live live) {}

    private record Retired(long number, Generation generation) {}

    private static final int KEPT = 1;

    private volatile Live live = new Live(new Generation(), Generation.NONE);
    private volatile long retiredNumber;
    private volatile boolean hasEnded;

    @GuardedBy("this")
    private final Deque<Retired> retired = new ArrayDeque<>();

    /** How many loads that read the disk now need the generations after a number. */
    @GuardedBy("this")
    private final TreeMap<Long, Integer> pins = new TreeMap<>();

    Live live() {
        return live;
    }

    /** The number of the last generation retired; it and all before are on disk. */
    long retiredNumber() {
        return retiredNumber;
    }

    /** The generation to publish into, opened. Apply thread. */
    Generation open() {
        Generation current = live.current();
        while (!current.open()) {
            current = replaceFrozen(current);
        }
        return current;
    }

    private synchronized Generation replaceFrozen(Generation frozen) {
        if (live.current() == frozen) {
            live = new Live(new Generation(), frozen);
        }
        return live.current();
    }

    /**
     * The next generation to write, frozen: {@link Generation#NONE} if no entry has ended since the last one, or if the entry in progress
     * must end first. Writer.
     */
    Generation freeze() {
        Live now = live;
        if (now.writing() != Generation.NONE) {
            // Frozen at the end of an entry, and replaced already.
            return now.writing();
        }
        return !now.current().isEmpty() && now.current().freeze() ? now.current() : Generation.NONE;
    }

    /** Says that a frozen generation is on disk. Nothing loaded before is put into the cache from now on. Writer. */
    synchronized void retire(Generation written) {
        if (live.current() == written) {
            live = new Live(new Generation(), written);
        }
        retired.addLast(new Retired(retiredNumber + 1, written));
        retiredNumber++;
        prune();
    }

    /** Says that all of a retired generation is in the cache, so that nobody needs to find it here. Writer. */
    synchronized void drop(Generation written) {
        if (live.writing() == written) {
            live = new Live(live.current(), Generation.NONE);
        }
        notifyAll();
    }

    /** Begins a load: pins what will be retired from now on, and returns the number of the last one retired. */
    synchronized long pin() {
        pins.merge(retiredNumber, 1, Integer::sum);
        return retiredNumber;
    }

    /** Moves a pin on. */
    synchronized void repin(long from, long to) {
        removePin(from);
        pins.merge(to, 1, Integer::sum);
        prune();
    }

    synchronized void unpin(long from) {
        removePin(from);
        prune();
    }

    /** What was retired after the number {@code from}; empty if some of it is not here any more, which a pin prevents. */
    synchronized Optional<Since> since(long from) {
        if (retiredNumber - from > retired.size()) {
            return Optional.empty();
        }
        List<Generation> found = new ArrayList<>();
        for (Retired one : retired) {
            if (one.number() > from) {
                found.add(one.generation());
            }
        }
        return Optional.of(new Since(retiredNumber, found, live));
    }

    /** Runs {@code action} if nothing was retired after {@code number}, and keeps anything from being retired meanwhile. */
    synchronized boolean runIfLast(long number, Runnable action) {
        if (retiredNumber != number) {
            return false;
        }
        action.run();
        return true;
    }

    /** Estimated heap of what is not on disk. */
    long unwrittenBytes() {
        Live now = live;
        return now.current().bytes() + now.writing().bytes();
    }

    /** How many znodes are not on disk. */
    long unwrittenZnodes() {
        Live now = live;
        return (long) now.current().size() + now.writing().size();
    }

    /**
     * Waits until less than {@code bytesMax} is unwritten, or nothing but the entry in progress is. Apply thread.
     *
     * @throws StoreException if the writer has failed or ended
     */
    synchronized void awaitRoom(long bytesMax) {
        boolean isInterrupted = false;
        while (!hasEnded && unwrittenBytes() >= bytesMax && isWritable()) {
            try {
                wait();
            } catch (InterruptedException e) {
                isInterrupted = true;
            }
        }
        if (isInterrupted) {
            Thread.currentThread().interrupt();
        }
        if (hasEnded) {
            throw new StoreException("the store has failed or is closed, and takes nothing more");
        }
    }

    private boolean isWritable() {
        return live.writing() != Generation.NONE || !live.current().isOpen();
    }

    /** Nothing will be written any more: wakes who waits for room. Writer. */
    synchronized void end() {
        hasEnded = true;
        notifyAll();
    }

    @GuardedBy("this")
    private void removePin(long from) {
        pins.computeIfPresent(from, (number, count) -> count == 1 ? null : count - 1);
    }

    @GuardedBy("this")
    private void prune() {
        long needed = retiredNumber - KEPT;
        if (!pins.isEmpty()) {
            needed = Math.min(needed, pins.firstKey());
        }
        while (!retired.isEmpty() && retired.peekFirst().number() <= needed) {
            retired.removeFirst();
        }
    }
}
