package io.paddock.cluster.bench.load;

import java.time.Duration;

/** Sessions that do nothing but ping. Owned by one thread. */
public final class IdleRun implements AutoCloseable {
    private static final Duration SESSION_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration OPEN_PATIENCE = Duration.ofMinutes(5);

    private final LoadLoop loop;

    private IdleRun(LoadLoop loop) {
        this.loop = loop;
    }

    /**
     * Opens so many sessions.
     *
     * @throws io.paddock.cluster.bench.measure.BenchFailure when they are not to be had
     */
    public static IdleRun open(Ground ground, int sessions) {
        LoadLoop loop = LoadLoop.of(ground.addresses(), SESSION_TIMEOUT);
        try {
            loop.open(sessions, OPEN_PATIENCE);
            return new IdleRun(loop);
        } catch (RuntimeException e) {
            loop.close();
            throw e;
        }
    }

    /** Keeps them alive for so long. */
    public void idle(Duration span) {
        loop.runFor(span);
    }

    /** How many connections were lost since they were opened. */
    public long errors() {
        return loop.tally().errors();
    }

    @Override
    public void close() {
        loop.close();
    }
}
