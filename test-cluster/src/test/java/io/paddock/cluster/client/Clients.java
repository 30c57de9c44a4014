package io.paddock.cluster.client;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.paddock.cluster.ensemble.EnsembleSettings;
import io.paddock.cluster.ensemble.KindsUnderTest;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/** Which real clients this machine has. */
public final class Clients {
    private static final String REQUIRED = "PADDOCK_REQUIRE_CLIENTS";

    private Clients() {}

    /** The ensembles that clients are tried against: three servers of each kind, where nodes may have a time to live. */
    static Stream<EnsembleSettings> ensembles() {
        return KindsUnderTest.all().stream()
                .map(kind -> EnsembleSettings.of(kind, 3)
                        .withTickTimeMs(1000)
                        .withConfig("extendedTypesEnabled", "true")
                        .withJvmArgument("-Dznode.container.checkIntervalMs=500"));
    }

    /** Leaves the tests out, and says so, when a command that shows the client does not end well. */
    public static void require(String client, List<String> command) throws InterruptedException {
        if (endsWell(command)) {
            return;
        }
        String message = client + " is not there: its tests are left out (tried " + String.join(" ", command) + ")";
        if (isRequired()) {
            fail(message + " although " + REQUIRED + " is set");
        }
        System.out.println(message);
        assumeTrue(false, message);
    }

    private static boolean isRequired() {
        return "1".equals(System.getProperty(REQUIRED, System.getenv(REQUIRED)));
    }

    private static boolean endsWell(List<String> command) throws InterruptedException {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException noSuchCommand) {
            return false;
        }
    }
}
