package io.paddock.cluster.bench.load;

import io.paddock.cluster.bench.measure.Figures;
import io.paddock.cluster.bench.measure.Metric;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;

/**
 * One load on some servers: makes its znodes below a root of its own, puts the load on and measures. Owned by one thread.
 */
public final class LoadRun implements AutoCloseable {
    private static final Duration SESSION_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration OPEN_PATIENCE = Duration.ofSeconds(60);
    private static final Duration PREPARE_PATIENCE = Duration.ofMinutes(10);
    private static final int PREPARE_DEPTH = 64;
    private static final long PREPARE_BYTES_MAX = 32L << 20;
    private static final double NANOS_PER_MS = 1e6;

    private final Ground ground;
    private final LoadSpec spec;
    private final String root;
    private final LoadLoop loop;

    private LoadRun(Ground ground, LoadSpec spec, String root, LoadLoop loop) {
        this.ground = ground;
        this.spec = spec;
        this.root = root;
        this.loop = loop;
    }

    /**
     * Opens the sessions and makes the znodes below a root that is not there yet.
     *
     * @throws io.paddock.cluster.bench.measure.BenchFailure when the servers do not let it
     */
    public static LoadRun prepare(Ground ground, LoadSpec spec, String root) {
        LoadLoop loop = LoadLoop.of(ground.addresses(), SESSION_TIMEOUT);
        LoadRun run = new LoadRun(ground, spec, root, loop);
        try {
            loop.open(spec.sessions(), OPEN_PATIENCE);
            run.makeZnodes();
            return run;
        } catch (RuntimeException e) {
            run.close();
            throw e;
        }
    }

    private void makeZnodes() {
        Keyspace keyspace = spec.keyspace();
        byte[] value = keyspace.value();
        long fitting = PREPARE_BYTES_MAX / ((long) Math.max(1, value.length) * spec.sessions());
        int depth = (int) Math.max(1, Math.min(PREPARE_DEPTH, fitting));
        prepare("making " + root, session -> session == 0 ? CreateWork.one(root) : Work.NONE, 1);
        prepare(
                "making the parents below " + root,
                session -> session == 0 || !keyspace.isShared()
                        ? CreateWork.one(keyspace.folder(root, session))
                        : Work.NONE,
                1);
        prepare(
                "making the znodes below " + root,
                session -> {
                    long first = keyspace.isShared() ? share(session) : 0;
                    long end = keyspace.isShared() ? share(session + 1) : keyspace.keys();
                    return new CreateWork(keyspace.keyPrefix(root, session), first, end, value);
                },
                depth);
    }

    private long share(int session) {
        return (long) spec.keyspace().keys() * session / spec.sessions();
    }

    private void prepare(String what, Function<Integer, Work> workOf, int depth) {
        loop.perform(what, workOf::apply, depth, PREPARE_PATIENCE);
    }

    /** Puts the load on, for so long, and gives what was measured. What is in flight then stays so. */
    public Figures measure(Span span) {
        loop.tally().reset();
        loop.assign(session -> new MixedWork(spec, root, session), spec.depth());
        loop.runFor(span.settling());
        return measureOn(span.measured());
    }

    private Figures measureOn(Duration wanted) {
        CpuSpan cpu = CpuSpan.start(ground);
        long start = System.nanoTime();
        loop.tally().startMeasuring(start);
        loop.runFor(wanted);
        long end = System.nanoTime();
        loop.tally().stopMeasuring(end);
        return cpu.figures(loop.tally(), Duration.ofNanos(end - start));
    }

    /**
     * Puts the load on and has something done to the servers in the middle: the longest span without a write answered.
     *
     * @param disturbance what is done after a while of undisturbed load; it must be quick, as the load waits for it
     * @param patience how long to go on after it
     */
    public Figures measureGap(Span span, Runnable disturbance, Duration patience) {
        loop.tally().reset();
        loop.assign(session -> new MixedWork(spec, root, session), spec.depth());
        loop.runFor(span.settling());
        long start = System.nanoTime();
        loop.tally().startMeasuring(start);
        loop.runFor(span.measured());
        disturbance.run();
        loop.runFor(patience);
        long end = System.nanoTime();
        loop.tally().stopMeasuring(end);
        Map<Metric, Double> figures = loop.tally().figures(Duration.ofNanos(end - start));
        figures.put(Metric.GAP_MS, loop.tally().longestGap().toNanos() / NANOS_PER_MS);
        return Figures.of(figures);
    }

    /** What the errors were, for people; empty without any. */
    public String errorText() {
        return loop.tally().errorText();
    }

    /** Ends the sessions. The znodes stay. */
    @Override
    public void close() {
        loop.close();
    }
}
