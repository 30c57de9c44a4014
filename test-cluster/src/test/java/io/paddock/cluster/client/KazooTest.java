package io.paddock.cluster.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.paddock.cluster.ensemble.EnsembleSettings;
import io.paddock.cluster.ensemble.LocalEnsemble;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** kazoo's recipes, as Debian ships them, over all three servers. Each scenario is a function of recipes.py. */
@ParameterizedClass
@MethodSource("io.paddock.cluster.client.Clients#ensembles")
final class KazooTest {
    private static final String PYTHON = "/usr/bin/python3";
    private static final Path SCRIPT = Path.of("src", "test", "resources", "kazoo", "recipes.py");

    private static LocalEnsemble ensemble;

    @Parameter
    EnsembleSettings settings;

    @BeforeParameterizedClassInvocation
    static void start(EnsembleSettings settings) throws IOException, InterruptedException {
        Clients.require("kazoo (Debian's python3-kazoo)", List.of(PYTHON, "-c", "import kazoo.client"));
        ensemble = LocalEnsemble.start(settings);
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        ensemble.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "children_watch",
                "patient_children_watch",
                "data_watch",
                "election",
                "lock",
                "lock_in_line",
                "read_write_lock",
                "semaphore",
                "queue",
                "locking_queue",
                "locked_item",
                "counter",
                "barrier",
                "double_barrier",
                "party",
                "shallow_party",
                "set_partitioner",
                "tree_cache",
                "transaction",
                "lease",
                "multi_lease",
                "basics"
            })
    void theRecipeWorks(String scenario) throws IOException, InterruptedException {
        ChildCommand.Result result =
                ChildCommand.run(List.of(PYTHON, SCRIPT.toString(), scenario, ensemble.connectString()));

        assertThat(result.status()).as(result.output()).isZero();
    }
}
