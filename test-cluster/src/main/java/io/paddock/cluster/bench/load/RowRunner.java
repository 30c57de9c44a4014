package io.paddock.cluster.bench.load;

import io.paddock.cluster.bench.measure.Figures;
import java.time.Duration;

/**
 * Runs rows on servers.
 *
 * @param ground the servers
 * @param root a path that is the user's of this runner alone; what it makes lies at that path with a number behind it
 * @param span how long each row runs
 * @param watchers how many watch in the row of watches
 */
public record RowRunner(Ground ground, String root, Span span, int watchers) {
    private static final int FIRINGS = 7;
    private static final int WARM_DEPTH = 16;
    private static final int WARM_WRITE_PERCENT = 50;
    private static final int WARM_KEYS = 20;

    /**
     * Runs a row.
     *
     * @throws io.paddock.cluster.bench.measure.BenchFailure when the servers do not let it
     */
    public Figures run(Row row, int sessions, Keyspace keyspace, String place) {
        String path = root + "-" + place;
        return switch (row) {
            case WATCH -> new WatchRun(ground, watchers, path).run(FIRINGS);
            case SESSION -> new SessionRun(ground, sessions).run(span);
            case W1, W16, W100, C16, E16, R16, R100, M16, ONE -> {
                try (LoadRun run = LoadRun.prepare(ground, row.spec(sessions, keyspace), path)) {
                    yield run.measure(span);
                }
            }
        };
    }

    /** Half reads and half writes for so long, so that just-in-time compilers and caches have seen them. */
    public void warm(Duration time, int sessions, int valueBytes) {
        Mix mix = new Mix(WARM_WRITE_PERCENT, Mix.Writes.SET);
        LoadSpec spec = new LoadSpec(sessions, WARM_DEPTH, mix, new Keyspace(WARM_KEYS, valueBytes, false)).fitted();
        try (LoadRun run = LoadRun.prepare(ground, spec, root + "-warm")) {
            run.measure(new Span(Duration.ZERO, time));
        }
    }
}
