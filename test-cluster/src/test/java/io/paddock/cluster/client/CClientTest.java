package io.paddock.cluster.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.paddock.cluster.ensemble.EnsembleSettings;
import io.paddock.cluster.ensemble.LocalEnsemble;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** ZooKeeper's C client, which PHP, Tcl and others stand on: a program that is compiled here and says what failed. */
@ParameterizedClass
@MethodSource("io.paddock.cluster.client.Clients#ensembles")
final class CClientTest {
    private static final Path SOURCE = Path.of("src", "test", "resources", "c", "client.c");

    private static LocalEnsemble ensemble;

    @TempDir
    private static Path folder;

    @Parameter
    EnsembleSettings settings;

    @BeforeParameterizedClassInvocation
    static void start(EnsembleSettings settings) throws IOException, InterruptedException {
        Clients.require(
                "the C client (Debian's libzookeeper-mt-dev and a compiler)",
                List.of("sh", "-c", "command -v cc && test -e /usr/include/zookeeper/zookeeper.h"));
        ensemble = LocalEnsemble.start(settings);
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        ensemble.close();
    }

    @Test
    void everyCallOfTheProgramIsAnsweredAsItExpects() throws IOException, InterruptedException {
        String program = folder.resolve("client").toString();
        ChildCommand.Result compiled = ChildCommand.run(List.of(
                "cc",
                "-Wall",
                "-Werror",
                "-DTHREADED",
                "-I/usr/include/zookeeper",
                "-o",
                program,
                SOURCE.toString(),
                "-lzookeeper_mt"));
        assertThat(compiled.status()).as(compiled.output()).isZero();

        ChildCommand.Result result = ChildCommand.run(List.of(program, ensemble.connectString()));

        assertThat(result.status()).as(result.output()).isZero();
    }
}
