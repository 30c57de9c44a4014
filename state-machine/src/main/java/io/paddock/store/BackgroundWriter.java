package io.paddock.store;

import io.paddock.store.GenerationChain.Live;
import java.io.IOException;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * The thread that puts generations on disk, one after the other, and flushes now and then.
 *
 * <p>Fields without another word belong to that thread. It never takes the publish lock. When anything fails it tells the listener, once,
 * and ends: nothing is tried again.
 */
final class BackgroundWriter {

    /** Something to be done when all that was published before it was asked for is written. */
    private record Task(Work work, CompletableFuture<Position> done) {}

    /** What a task does; an IOException fails the task alone. */
    @FunctionalInterface
    interface Work {
        void run() throws IOException;
    }

    private static final long FLUSH_POLL_MS = 50;
    private static final long FOREVER_MS = TimeUnit.DAYS.toMillis(1);

    private final Disk disk;
    private final Memory memory;
    private final GenerationChain chain;
    private final StoreSettings settings;
    private final StoreFailureListener listener;
    private final Thread thread;
    private final Queue<Task> tasks = new ConcurrentLinkedQueue<>();

    private Generation seen = Generation.NONE;
    private long seenNanos;
    private Generation awaited = Generation.NONE;
    private Generation written = Generation.NONE;
    private Position put;
    private Position flushing;
    private boolean isFlushing;
    private long unflushedNanos;
    private boolean hasUnflushed;

    private volatile Position flushed;
    private volatile boolean isClosing;
    private volatile boolean hasEnded;
    private final AtomicLong generations = new AtomicLong();
    private volatile long lastWriteMs;

    BackgroundWriter(Disk disk, Memory memory, StoreSettings settings, StoreFailureListener listener) {
        this.disk = disk;
        this.memory = memory;
        this.chain = memory.chain();
        this.settings = settings;
        this.listener = listener;
        this.put = disk.opened();
        this.flushing = put;
        this.flushed = put;
        this.thread = new Thread(this::run, "store-writer");
        this.thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** There may be something to do. Any thread. */
    void wake() {
        LockSupport.unpark(thread);
    }

    /** The position that a crash would not lose. Any thread. */
    Position flushed() {
        return flushed;
    }

    /** How many generations were written. Any thread. */
    long generations() {
        return generations.get();
    }

    /** How long the last write took. Any thread. */
    long lastWriteMs() {
        return lastWriteMs;
    }

    /**
     * Has all that was published before this call written, then runs {@code work} in the writer's thread. The future tells what was
     * written, or fails with what failed. Any thread.
     */
    CompletableFuture<Position> submit(Work work) {
        Task task = new Task(work, new CompletableFuture<>());
        tasks.add(task);
        if (hasEnded) {
            refuseTasks();
        }
        wake();
        return task.done();
    }

    /** Writes and flushes all entries that have ended, and ends the thread. Any thread but the writer. */
    void close() throws InterruptedException {
        isClosing = true;
        wake();
        thread.join();
    }

    private void run() {
        Optional<Throwable> failure = Optional.empty();
        try {
            while (!isClosing) {
                long parkMs = step();
                if (parkMs > 0) {
                    LockSupport.parkNanos(this, TimeUnit.MILLISECONDS.toNanos(parkMs));
                }
            }
            writeAllAndFlush();
        } catch (Throwable e) {
            // Told after everybody is released who waits for this thread.
            failure = Optional.of(e);
        } finally {
            hasEnded = true;
            chain.end();
            refuseTasks();
        }
        failure.ifPresent(listener::storeFailed);
    }

    /** Does what is due; returns for how many ms nothing is. A publisher who changes that wakes the thread. */
    private long step() {
        if (!tasks.isEmpty()) {
            return stepWithTask();
        }
        long waitMs = msUntilDue(chain.live());
        if (waitMs > 0) {
            return Math.min(waitMs, flushIfDue());
        }
        Generation taken = chain.freeze();
        if (taken == Generation.NONE) {
            return flushIfDue();
        }
        write(taken);
        return 0;
    }

    /**
     * Gets on with the first task. The generation that was current when the task was seen holds, with those before it, all that the task
     * waits for; one that was being written then was perhaps frozen long before.
     */
    private long stepWithTask() {
        Live live = chain.live();
        if (awaited == Generation.NONE) {
            awaited = live.current();
        }
        boolean isWritten = awaited == written || (live.writing() == Generation.NONE && awaited.isEmpty());
        if (isWritten) {
            awaited = Generation.NONE;
            run(tasks.remove());
            return 0;
        }
        Generation taken = chain.freeze();
        if (taken == Generation.NONE) {
            return flushIfDue();
        }
        write(taken);
        return 0;
    }

    private void run(Task task) {
        try {
            task.work().run();
            task.done().complete(put);
        } catch (IOException e) {
            task.done().completeExceptionally(e);
        } catch (RuntimeException e) {
            task.done().completeExceptionally(e);
            throw e;
        }
    }

    private long msUntilDue(Live live) {
        Generation current = live.current();
        if (live.writing() != Generation.NONE) {
            return 0;
        }
        if (current.isEmpty()) {
            return FOREVER_MS;
        }
        if (current.bytes() >= settings.generationBytesMax()) {
            return 0;
        }
        long now = System.nanoTime();
        if (current != seen) {
            seen = current;
            seenNanos = now;
        }
        return settings.generationMsMax() - TimeUnit.NANOSECONDS.toMillis(now - seenNanos);
    }

    private void write(Generation generation) {
        long start = System.nanoTime();
        memory.cache().fillIn(generation);
        disk.write(generation);
        chain.retire(generation);
        memory.cache().putAll(generation);
        chain.drop(generation);
        written = generation;
        put = generation.position();
        if (!hasUnflushed) {
            hasUnflushed = true;
            unflushedNanos = start;
        }
        lastWriteMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        generations.incrementAndGet();
    }

    /** Begins a flush if it is time, notes when one has ended; returns for how many ms there is nothing more to do about flushes. */
    private long flushIfDue() {
        if (isFlushing) {
            if (!disk.hasFlushed()) {
                return FLUSH_POLL_MS;
            }
            isFlushing = false;
            flushed = flushing;
        }
        if (!hasUnflushed) {
            return FOREVER_MS;
        }
        long ageMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - unflushedNanos);
        if (ageMs < settings.flushMsMax() && disk.unflushedBytes() < settings.memtableBytes()) {
            return settings.flushMsMax() - ageMs;
        }
        flushing = put;
        hasUnflushed = false;
        disk.beginFlush();
        isFlushing = true;
        return FLUSH_POLL_MS;
    }

    /** Makes all that was written survive a crash. Called in this thread, by tasks too. */
    void flush() {
        disk.flush();
        hasUnflushed = false;
        isFlushing = false;
        flushed = put;
    }

    /** An entry in progress is not written, nor are those that share its generation: the log has them. */
    private void writeAllAndFlush() {
        for (Generation rest = chain.freeze(); rest != Generation.NONE; rest = chain.freeze()) {
            write(rest);
        }
        flush();
    }

    private void refuseTasks() {
        for (Task task = tasks.poll(); task != null; task = tasks.poll()) {
            task.done().completeExceptionally(new StoreException("the store is closed or has failed"));
        }
    }
}
