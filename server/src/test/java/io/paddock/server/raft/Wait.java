package io.paddock.server.raft;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for a condition, with a deadline after which the test fails. */
public final class Wait {

    private static final Duration DEADLINE = Duration.ofSeconds(60);

    private Wait() {}

    /** Waits until {@code condition} holds; {@code what} says in the failure what was waited for. */
    public static void until(String what, BooleanSupplier condition) {
        until(() -> what, condition);
    }

    /** As above, with a text made at the time of the failure. */
    public static void until(Supplier<String> what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + DEADLINE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("waited in vain for: " + what.get());
            }
            LockSupport.parkNanos(2_000_000);
        }
    }
}
