package io.paddock.cluster.promise;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Threads that do the parts of one test at the same time; a failure of one is the failure of the test. */
final class Crew {
    private static final long PATIENCE_SECONDS = 120;

    private final List<Callable<Void>> parts = new ArrayList<>();

    /** Adds a part. */
    void add(Part part) {
        parts.add(() -> {
            part.run();
            return null;
        });
    }

    /** Does all parts at once and returns when all are done. */
    void work() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(parts.size());
        try {
            for (Future<Void> each : threads.invokeAll(parts, PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                each.get();
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof AssertionError broken) {
                throw broken;
            }
            throw e;
        } finally {
            threads.shutdownNow();
        }
    }

    /** What one thread does. */
    @FunctionalInterface
    interface Part {
        void run() throws Exception;
    }
}
