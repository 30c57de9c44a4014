package io.paddock.cluster.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.paddock.cluster.ensemble.EnsembleExtension;
import io.paddock.cluster.ensemble.ServerKind;
import io.paddock.cluster.script.Script;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A server with a planted defect is told from one without. Both are real; the defect is put in on the way. */
final class PlantedDifferenceTest {
    @RegisterExtension
    static final EnsembleExtension LEFT = new EnsembleExtension(Contestant.settings(ServerKind.ZOOKEEPER, 1));

    @RegisterExtension
    static final EnsembleExtension RIGHT = new EnsembleExtension(Contestant.settings(ServerKind.ZOOKEEPER, 1));

    private static final int REQUESTS = 60;
    private static final int SEEDS = 12;
    private static final int ERROR_AT = 12;
    private static final int EVENT_XID = -1;
    private static final int BAD_VERSION = -103;
    private static final int STAT_BYTES = 68;

    @Test
    void anotherErrorCodeIsFoundAndShrunkToAHandfulOfSteps() throws IOException, InterruptedException {
        Script smallest = shrunk(frame -> {
            ByteBuffer reply = ByteBuffer.wrap(frame);
            if (reply.getInt(ERROR_AT) == BAD_VERSION) {
                reply.putInt(ERROR_AT, -101);
            }
            return List.of(frame);
        });

        assertThat(smallest.steps()).hasSizeLessThanOrEqualTo(5);
    }

    @Test
    void oneFieldOfAStatIsFound() throws IOException, InterruptedException {
        Difference found = found(frame -> {
            if (frame.length == 16 + STAT_BYTES) {
                ByteBuffer stat = ByteBuffer.wrap(frame);
                int cversionAt = 16 + 36;
                stat.putInt(cversionAt, stat.getInt(cversionAt) + 1);
            }
            return List.of(frame);
        });

        assertThat(found.field()).isEqualTo("cversion");
    }

    @Test
    void aZxidThatDoesNotGrowWithAFailedWriteIsFound() throws IOException, InterruptedException {
        AtomicReference<Long> last = new AtomicReference<>(0L);

        Difference found = found(frame -> {
            ByteBuffer reply = ByteBuffer.wrap(frame);
            if (reply.getInt(ERROR_AT) == BAD_VERSION) {
                reply.putLong(4, last.get());
            } else if (reply.getLong(4) > 0) {
                last.set(reply.getLong(4));
            }
            return List.of(frame);
        });

        assertThat(found.field()).isEqualTo("zxid");
    }

    @Test
    void anEventThatComesAfterTheReplyOfItsCauseIsFound() throws IOException, InterruptedException {
        ThreadLocal<List<byte[]>> held = ThreadLocal.withInitial(ArrayList::new);

        Difference found = found(frame -> {
            if (ByteBuffer.wrap(frame).getInt() == EVENT_XID) {
                held.get().add(frame);
                return List.of();
            }
            List<byte[]> frames = new ArrayList<>(List.of(frame));
            frames.addAll(held.get());
            held.get().clear();
            return frames;
        });

        assertThat(found.field()).isEqualTo("what");
    }

    @Test
    void aLostEventIsFound() throws IOException, InterruptedException {
        Difference found = found(frame -> ByteBuffer.wrap(frame).getInt() == EVENT_XID ? List.of() : List.of(frame));

        assertThat(found.left().map(Observation::what)).contains(Observation.EVENT);
    }

    @Test
    void aDoubledEventIsFound() throws IOException, InterruptedException {
        Difference found =
                found(frame -> ByteBuffer.wrap(frame).getInt() == EVENT_XID ? List.of(frame, frame) : List.of(frame));

        assertThat(found.right().map(Observation::what)).contains(Observation.EVENT);
    }

    private static Difference found(TamperingProxy.Defect defect) throws IOException, InterruptedException {
        try (TamperingProxy proxy = TamperingProxy.before(server(RIGHT), defect)) {
            Arena arena = arena(proxy);
            for (int seed = 1; seed <= SEEDS; seed++) {
                Optional<Difference> found = arena.compare(ScriptGenerator.generate(seed, ScriptShape.alone(REQUESTS)))
                        .unexplained();
                if (found.isPresent()) {
                    return found.get();
                }
            }
        }
        throw new AssertionError("no difference in " + SEEDS + " seeds");
    }

    private static Script shrunk(TamperingProxy.Defect defect) throws IOException, InterruptedException {
        try (TamperingProxy proxy = TamperingProxy.before(server(RIGHT), defect)) {
            Arena arena = arena(proxy);
            for (int seed = 1; seed <= SEEDS; seed++) {
                Script script = ScriptGenerator.generate(seed, ScriptShape.alone(REQUESTS));
                Optional<Difference> found = arena.compare(script).unexplained();
                if (found.isPresent()) {
                    return arena.shrink(script, found.get());
                }
            }
        }
        throw new AssertionError("no difference in " + SEEDS + " seeds");
    }

    private static Arena arena(TamperingProxy proxy) {
        return new Arena(
                Contestant.running("left", List.of(server(LEFT))),
                Contestant.running("right", List.of(proxy.address())),
                List.of());
    }

    private static InetSocketAddress server(EnsembleExtension extension) {
        return extension.ensemble().server(1).address();
    }
}
