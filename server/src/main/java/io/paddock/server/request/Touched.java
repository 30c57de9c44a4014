package io.paddock.server.request;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * The connections that an entry gave something to send, by event loop, so that each loop is woken once an entry.
 *
 * <p>Owned by the apply thread.
 */
final class Touched {

    private final IdentityHashMap<Executor, List<RequestPipeline>> byLoop = new IdentityHashMap<>();

    /** Remembers a connection, once. */
    void add(RequestPipeline pipeline) {
        if (pipeline.markTouched()) {
            byLoop.computeIfAbsent(pipeline.loop(), loop -> new ArrayList<>()).add(pipeline);
        }
    }

    /** Wakes the loops and forgets. No lock held. */
    void wake(PublishLock lock) {
        byLoop.forEach((loop, pipelines) -> {
            pipelines.forEach(RequestPipeline::unmarkTouched);
            loop.execute(() -> goOn(lock, pipelines));
        });
        byLoop.clear();
    }

    private static void goOn(PublishLock lock, List<RequestPipeline> pipelines) {
        lock.lockShared();
        try {
            pipelines.forEach(RequestPipeline::answerReads);
        } finally {
            lock.unlockShared();
        }
        pipelines.forEach(RequestPipeline::flush);
    }
}
