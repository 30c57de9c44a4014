package io.paddock.cluster.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.paddock.cluster.ensemble.EnsembleSettings;
import io.paddock.cluster.ensemble.LocalEnsemble;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The Node client node-zookeeper-client, which bin/check takes from npm, over all three servers. */
final class NodeClientTest {
    private static final Path MODULES = Path.of("target", "node", "node_modules");
    private static final Path SCRIPT = Path.of("src", "test", "resources", "node", "client.js");

    @BeforeAll
    static void findTheClient() throws InterruptedException {
        String client =
                MODULES.resolve("node-zookeeper-client").toAbsolutePath().toString();
        Clients.require("node-zookeeper-client (npm)", List.of("node", "-e", "require('" + client + "')"));
    }

    @ParameterizedTest
    @MethodSource("io.paddock.cluster.client.Clients#ensembles")
    void whatTheClientCanDoWorks(EnsembleSettings settings) throws IOException, InterruptedException {
        try (LocalEnsemble ensemble = LocalEnsemble.start(settings)) {
            ChildCommand.Result result =
                    ChildCommand.run(List.of("node", SCRIPT.toString(), MODULES.toString(), ensemble.connectString()));

            assertThat(result.status()).as(result.output()).isZero();
        }
    }
}
