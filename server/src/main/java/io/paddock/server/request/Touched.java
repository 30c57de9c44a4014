package io.paddock.server.request;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * The connections that an entry gave something to send, by event loop, so that each loop is woken once an entry; more often where an event has
 * many watchers.
 *
 * <p>Owned by the apply thread.
 */
final class Touched {

    /** Watchers of one loop that are told before it is woken to send to them, while the next are told. */
    static final int TOLD_MAX = 256;

    private final IdentityHashMap<Executor, Group> byLoop = new IdentityHashMap<>();

    /** The connections of one loop. */
    private static final class Group {
        /** A write of theirs was answered, so that the reads behind it may be. */
        private final List<RequestPipeline> answered = new ArrayList<>();
        /** They have events to send. */
        private List<RequestPipeline> told = new ArrayList<>();

        private void goOn(PublishLock lock) {
            lock.lockShared();
            try {
                answered.forEach(RequestPipeline::answerReads);
            } finally {
                lock.unlockShared();
            }
            answered.forEach(RequestPipeline::flush);
            told.forEach(RequestPipeline::flush);
        }
    }

    /** Remembers a connection of which a write was answered, once. */
    void add(RequestPipeline pipeline) {
        if (pipeline.markTouched()) {
            groupOf(pipeline).answered.add(pipeline);
        }
    }

    /**
     * Remembers a connection that has an event to send. If many have, the loop begins to send before the entry is published as a whole: who has
     * the event and asks for what it tells of is answered afterwards, as everybody is.
     */
    void addTold(RequestPipeline watcher) {
        Group group = groupOf(watcher);
        group.told.add(watcher);
        if (group.told.size() >= TOLD_MAX) {
            List<RequestPipeline> told = group.told;
            group.told = new ArrayList<>(TOLD_MAX);
            watcher.loop().execute(() -> told.forEach(RequestPipeline::flush));
        }
    }

    private Group groupOf(RequestPipeline pipeline) {
        return byLoop.computeIfAbsent(pipeline.loop(), loop -> new Group());
    }

    /** Wakes the loops and forgets. No lock held. */
    void wake(PublishLock lock) {
        byLoop.forEach((loop, group) -> {
            group.answered.forEach(RequestPipeline::unmarkTouched);
            loop.execute(() -> group.goOn(lock));
        });
        byLoop.clear();
    }
}
