package io.paddock.cluster.malformed;

import static org.assertj.core.api.Assertions.assertThat;

import io.paddock.cluster.ensemble.EnsembleSettings;
import io.paddock.cluster.ensemble.LocalEnsemble;
import io.paddock.cluster.ensemble.ServerKind;
import io.paddock.cluster.time.Deadline;
import io.paddock.cluster.wire.Bytes;
import io.paddock.cluster.wire.OpCode;
import io.paddock.cluster.wire.RawClient;
import io.paddock.cluster.wire.Received;
import io.paddock.cluster.wire.Request;
import io.paddock.cluster.wire.Requests;
import io.paddock.cluster.wire.WireWriter;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Requests that only servers may make, from a client. ZooKeeper carries them out, whatever the ACLs say: a known difference,
 * internal-requests.
 */
final class InternalRequestsTest {
    private static final int TIMEOUT_MS = 30_000;
    private static final int UNIMPLEMENTED = -6;

    private static LocalEnsemble ensemble;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        ensemble = LocalEnsemble.start(EnsembleSettings.of(ServerKind.PADDOCK, 1));
    }

    @AfterAll
    static void stop() {
        ensemble.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {OpCode.DELETE_CONTAINER, OpCode.CREATE_SESSION})
    void whatServersAloneMayAskIsRefused(int opCode) throws IOException, InterruptedException {
        try (RawClient client = open();
                RawClient bystander = open()) {
            String path = "/kept-from-" + opCode;
            assertThat(client.call(Requests.create(1, path, "", 0), soon()).error())
                    .isZero();

            Bytes record = new WireWriter().text(path).toBytes();
            Received.Reply refused = client.call(new Request(2, opCode, record), soon());

            assertThat(refused.error()).isEqualTo(UNIMPLEMENTED);
            assertThat(client.take(soon())).isInstanceOf(Received.End.class);
            assertThat(bystander.call(Requests.exists(0, path), soon()).error()).isZero();
        }
    }

    private static RawClient open() throws IOException, InterruptedException {
        return RawClient.openSession(ensemble.servers().get(0).address(), TIMEOUT_MS);
    }

    private static Deadline soon() {
        return Deadline.in(Duration.ofSeconds(60));
    }
}
