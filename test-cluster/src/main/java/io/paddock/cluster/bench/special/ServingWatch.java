package io.paddock.cluster.bench.special;

import io.paddock.cluster.admin.FourLetterWords;
import io.paddock.cluster.bench.measure.BenchFailure;
import io.paddock.cluster.bench.servers.OwnServers;
import io.paddock.cluster.time.Deadline;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Notices when a server begins to serve, in a thread of its own that asks it every few milliseconds. */
final class ServingWatch {
    private final Instant began = Instant.now();
    private final FutureTask<Instant> served;

    private ServingWatch(InetSocketAddress server) {
        FourLetterWords words = new FourLetterWords(server, Duration.ofSeconds(2));
        served = new FutureTask<>(() -> {
            Deadline.in(OwnServers.SERVING_PATIENCE)
                    .await(server + " serves", () -> words.role().isPresent());
            return Instant.now();
        });
    }

    /** Begins to ask; the server is not started yet. */
    static ServingWatch begin(InetSocketAddress server) {
        ServingWatch watch = new ServingWatch(server);
        Thread thread = new Thread(watch.served, "serving-watch");
        thread.setDaemon(true);
        thread.start();
        return watch;
    }

    /** From when it began to ask until the server served; waits for that. */
    Duration sinceBegin() throws InterruptedException {
        return Duration.between(began, served());
    }

    /** From the start of the process until it served, where the system tells the start; else {@link #sinceBegin}. */
    Duration sinceStartOf(OwnServers server) throws InterruptedException {
        Instant end = served();
        return Duration.between(server.startOf(0).orElse(began), end);
    }

    private Instant served() throws InterruptedException {
        try {
            return served.get();
        } catch (ExecutionException e) {
            throw new BenchFailure("the server does not serve: " + e.getCause().getMessage(), e);
        }
    }
}
