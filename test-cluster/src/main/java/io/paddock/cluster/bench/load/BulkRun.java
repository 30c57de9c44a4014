package io.paddock.cluster.bench.load;

import io.paddock.cluster.bench.measure.BenchFailure;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** Loads very many znodes into servers, and reads them back. Owned by one thread. */
public final class BulkRun {
    private static final Duration SESSION_TIMEOUT = Duration.ofSeconds(40);
    private static final Duration OPEN_PATIENCE = Duration.ofSeconds(60);
    private static final Duration PATIENCE = Duration.ofHours(2);
    private static final int SESSIONS = 30;
    private static final int DEPTH = 100;

    private final Ground ground;
    private final String root;
    private final int znodes;
    private final byte[] value;

    /** So many znodes with so many bytes below a root. */
    public BulkRun(Ground ground, String root, int znodes, int valueBytes) {
        this.ground = ground;
        this.root = root;
        this.znodes = znodes;
        this.value = new Keyspace(1, valueBytes, false).value();
    }

    /**
     * Makes all of them, below a root that is not there yet, and gives how long that took.
     *
     * @throws BenchFailure when one cannot be made
     */
    public Duration load() {
        try (LoadLoop loop = LoadLoop.of(ground.addresses(), SESSION_TIMEOUT)) {
            loop.open(SESSIONS, OPEN_PATIENCE);
            loop.perform(
                    "making " + root, session -> session == 0 ? CreateWork.one(root) : Work.NONE, 1, OPEN_PATIENCE);
            return work(loop, "loading " + znodes + " znodes", false);
        }
    }

    /**
     * Reads all of them and gives how long that took.
     *
     * @throws BenchFailure when one is not there, or has another length
     */
    public Duration readBack() {
        try (LoadLoop loop = LoadLoop.of(ground.addresses(), SESSION_TIMEOUT)) {
            loop.open(SESSIONS, OPEN_PATIENCE);
            return work(loop, "reading back " + znodes + " znodes", true);
        }
    }

    private Duration work(LoadLoop loop, String what, boolean isReading) {
        List<BulkWork> shares = IntStream.range(0, SESSIONS)
                .mapToObj(session -> isReading
                        ? BulkWork.reading(root, znodes, SESSIONS, session, value)
                        : BulkWork.creating(root, znodes, SESSIONS, session, value))
                .toList();
        long start = System.nanoTime();
        loop.perform(what, shares::get, DEPTH, PATIENCE);
        long took = System.nanoTime() - start;
        long wrong = shares.stream().mapToLong(BulkWork::wrongLengths).sum();
        if (wrong > 0) {
            throw new BenchFailure(what + ": " + wrong + " replies are not as long as what was written");
        }
        return Duration.ofNanos(took);
    }
}
