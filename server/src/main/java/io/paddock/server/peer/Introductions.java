package io.paddock.server.peer;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes this run known to every other server, also to those that are down at first: what they remember is what tells a wiped server from a
 * new one. Owned by the event loop.
 */
final class Introductions {

    private static final Logger LOG = LoggerFactory.getLogger(Introductions.class);
    private static final long RETRY_MS = 2_000;

    private final EventLoop loop;
    private final IntFunction<CompletableFuture<PeerMessage.Welcome>> visit;
    private final Consumer<PeerMessage.Welcome> welcomes;
    private final Set<Integer> pending = new TreeSet<>();
    private boolean scheduled;

    Introductions(
            EventLoop loop,
            IntFunction<CompletableFuture<PeerMessage.Welcome>> visit,
            Consumer<PeerMessage.Welcome> welcomes) {
        this.loop = loop;
        this.visit = visit;
        this.welcomes = welcomes;
    }

    /** These have to be visited, again if they were. */
    void toAll(Set<Integer> servers) {
        pending.clear();
        pending.addAll(servers);
        visitPending();
    }

    private void visitPending() {
        for (int server : Set.copyOf(pending)) {
            CompletableFuture<?> unused = visit.apply(server)
                    .whenComplete((welcome, failure) -> loop.execute(() -> {
                        if (failure == null) {
                            pending.remove(server);
                            welcomes.accept(welcome);
                        } else {
                            LOG.debug("server {} does not know this run yet", server, failure);
                        }
                    }));
        }
        if (!scheduled) {
            scheduled = true;
            ScheduledFuture<?> unused = loop.schedule(this::again, RETRY_MS, TimeUnit.MILLISECONDS);
        }
    }

    private void again() {
        scheduled = false;
        if (!pending.isEmpty()) {
            visitPending();
        }
    }
}
