package io.paddock.cluster.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.paddock.cluster.bench.measure.BenchFailure;
import io.paddock.cluster.bench.measure.Figures;
import io.paddock.cluster.bench.measure.Metric;
import io.paddock.cluster.ensemble.EnsembleSettings;
import io.paddock.cluster.ensemble.LocalEnsemble;
import io.paddock.cluster.ensemble.ServerKind;
import io.paddock.cluster.ensemble.ServerProcess;
import io.paddock.cluster.time.Deadline;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The load against a real server; nothing here depends on how fast it is. */
final class LoadRunTest {
    private static final Span SHORT = new Span(Duration.ofMillis(50), Duration.ofMillis(500));
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Keyspace KEYSPACE = new Keyspace(5, 100, false);
    private static final int SESSIONS = 4;
    private static final int WATCHERS = 30;
    private static int roots;

    private static LocalEnsemble ensemble;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        ensemble = LocalEnsemble.start(EnsembleSettings.of(ServerKind.PADDOCK, 1));
    }

    @AfterAll
    static void stop() {
        ensemble.close();
    }

    private static Ground ground() {
        return new ProcessGround(ensemble.servers());
    }

    /** A machine that stands still for the short time of a run has done nothing in it. */
    private static Figures runUntilSomethingIsDone(Row row, Keyspace keyspace) {
        Deadline deadline = Deadline.in(PATIENCE);
        Figures figures;
        do {
            figures = new RowRunner(ground(), newRoot(), SHORT, WATCHERS).run(row, SESSIONS, keyspace, "x");
        } while (figures.value(Metric.OPERATIONS).orElse(0) == 0 && !deadline.hasPassed());
        assertThat(figures.value(Metric.OPERATIONS).orElse(0)).isPositive();
        return figures;
    }

    private static String newRoot() {
        return "/load-" + roots++;
    }

    private record ProcessGround(List<ServerProcess> servers) implements Ground {
        @Override
        public List<InetSocketAddress> addresses() {
            return servers.stream().map(ServerProcess::address).toList();
        }

        @Override
        public Optional<Duration> cpuTime() {
            return ProcessHandle.of(servers.get(0).pid())
                    .flatMap(process -> process.info().totalCpuDuration());
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Row.class,
            names = {"WATCH", "SESSION"},
            mode = EnumSource.Mode.EXCLUDE)
    void everyRowOfRequestsIsAnsweredWithoutErrors(Row row) {
        Figures figures = runUntilSomethingIsDone(row, KEYSPACE);

        assertThat(figures.value(Metric.ERRORS)).hasValue(0);
        boolean hasWrites = row != Row.R16 && row != Row.R100;
        boolean hasReads = !hasWrites || row == Row.M16;
        assertThat(figures.value(Metric.WRITE_P999).isPresent()).isEqualTo(hasWrites);
        assertThat(figures.value(Metric.READ_P999).isPresent()).isEqualTo(hasReads);
    }

    @Test
    void allWatchersHaveTheirEvent() {
        Figures figures = new RowRunner(ground(), newRoot(), SHORT, WATCHERS).run(Row.WATCH, SESSIONS, KEYSPACE, "x");

        assertThat(figures.value(Metric.EVENTS_MS).orElse(0)).isPositive();
        assertThat(figures.value(Metric.ERRORS)).hasValue(0);
    }

    @Test
    void sessionsComeAndGo() {
        Figures figures = runUntilSomethingIsDone(Row.SESSION, KEYSPACE);

        assertThat(figures.value(Metric.ERRORS)).hasValue(0);
    }

    @Test
    void allWorkBelowOneParentWhenItIsShared() {
        Keyspace shared = new Keyspace(50, 10, true);

        Figures figures = runUntilSomethingIsDone(Row.M16, shared);

        assertThat(figures.value(Metric.ERRORS)).hasValue(0);
    }

    @Test
    void whatIsLoadedInBulkCanBeReadBack() {
        BulkRun bulk = new BulkRun(ground(), newRoot(), 2_500, 100);

        Duration took = bulk.load();

        assertThat(took).isPositive();
        assertThat(bulk.readBack()).isPositive();
    }

    @Test
    void whatWasNotLoadedCannotBeReadBack() {
        BulkRun bulk = new BulkRun(ground(), newRoot(), 10, 100);

        assertThatThrownBy(bulk::readBack).isInstanceOf(BenchFailure.class).hasMessageContaining("-101=");
    }

    @Test
    void idleSessionsAreKept() {
        try (IdleRun idle = IdleRun.open(ground(), 50)) {
            idle.idle(Duration.ofMillis(100));

            assertThat(idle.errors()).isZero();
        }
    }

    @Test
    void aRootThatIsThereAlreadyIsAFailureWithTheReason() {
        LoadSpec spec = Row.W1.spec(SESSIONS, KEYSPACE);
        String root = newRoot();
        LoadRun.prepare(ground(), spec, root).close();

        assertThatThrownBy(() -> LoadRun.prepare(ground(), spec, root))
                .isInstanceOf(BenchFailure.class)
                .hasMessageContaining("-110=1");
    }
}
