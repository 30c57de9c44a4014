package io.paddock.server.raft;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.concurrent.TimeUnit;
import org.apache.ratis.util.AwaitForSignal;

/**
 * A signal that is not lost when it comes while nobody waits: the next wait returns at once. In Ratis' own class it is lost, and an entry
 * that is appended between the appender's look at the log and its wait stays there until the next heartbeat.
 */
final class PromptSignal extends AwaitForSignal {

    private final Object monitor = new Object();

    @GuardedBy("monitor")
    private boolean signalled;

    PromptSignal(String name) {
        super(name);
    }

    @Override
    public void await() throws InterruptedException {
        synchronized (monitor) {
            while (!signalled) {
                monitor.wait();
            }
            signalled = false;
        }
    }

    /** Waits for a signal given since the last wait returned. */
    @Override
    public boolean await(long time, TimeUnit unit) throws InterruptedException {
        if (time <= 0) {
            return false;
        }
        long deadline = System.nanoTime() + unit.toNanos(time);
        synchronized (monitor) {
            while (!signalled) {
                long leftMs = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime() + 999_999);
                if (leftMs <= 0) {
                    return false;
                }
                monitor.wait(leftMs);
            }
            signalled = false;
            return true;
        }
    }

    @Override
    public void signal() {
        synchronized (monitor) {
            signalled = true;
            monitor.notifyAll();
        }
    }
}
