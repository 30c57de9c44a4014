package io.paddock.cluster.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.paddock.cluster.bench.measure.BenchFailure;
import io.paddock.cluster.bench.measure.Figures;
import io.paddock.cluster.bench.measure.Metric;
import io.paddock.cluster.ensemble.EnsembleSettings;
import io.paddock.cluster.ensemble.FreePorts;
import io.paddock.cluster.ensemble.LocalEnsemble;
import io.paddock.cluster.ensemble.ServerKind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class LostServerTest {
    private static final Span SHORT = new Span(Duration.ZERO, Duration.ofMillis(200));

    private record Place(InetSocketAddress address) implements Ground {
        @Override
        public List<InetSocketAddress> addresses() {
            return List.of(address);
        }

        @Override
        public Optional<Duration> cpuTime() {
            return Optional.empty();
        }
    }

    @Test
    void aServerThatFailsUnderLoadIsCountedAsErrorsAndTakenUpAgainWhenItIsBack()
            throws IOException, InterruptedException {
        try (LocalEnsemble ensemble = LocalEnsemble.start(EnsembleSettings.of(ServerKind.PADDOCK, 1));
                LoadRun run = LoadRun.prepare(
                        new Place(ensemble.server(1).address()),
                        Row.W16.spec(3, new Keyspace(5, 10, false)),
                        "/lost")) {
            Figures lost = run.measureGap(SHORT, () -> kill(ensemble), Duration.ofMillis(300));
            String reason = run.errorText();
            ensemble.server(1).start();
            ensemble.awaitServing();
            Figures back = run.measure(new Span(Duration.ofSeconds(1), Duration.ofMillis(300)));

            // Each of the three sessions had requests in flight, or at least an attempt to connect that was refused.
            assertThat(lost.value(Metric.ERRORS).orElse(0)).isGreaterThanOrEqualTo(3);
            assertThat(lost.value(Metric.GAP_MS).orElse(0)).isPositive();
            assertThat(reason).contains("lost");
            assertThat(back.value(Metric.OPERATIONS).orElse(0)).isPositive();
        }
    }

    private static void kill(LocalEnsemble ensemble) {
        try {
            ensemble.server(1).kill9();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Test
    void noServerAtAllIsAFailureThatNamesIt() throws IOException {
        Place nobody = new Place(freeAddress());
        LoadLoop loop = LoadLoop.of(nobody.addresses(), Duration.ofSeconds(10));

        assertThatThrownBy(() -> loop.open(1, Duration.ofMillis(200)))
                .isInstanceOf(BenchFailure.class)
                .hasMessageContaining(Integer.toString(nobody.address().getPort()))
                .hasMessageContaining("refused");
        loop.close();
    }

    private static InetSocketAddress freeAddress() throws IOException {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), FreePorts.next());
    }
}
