package io.paddock.cluster.client;

import io.paddock.cluster.ensemble.EnsembleSettings;
import java.io.IOException;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** All of Curator's recipes, on one ensemble of three servers; the tests are in the interfaces, by what they are of. */
@ParameterizedClass
@MethodSource("io.paddock.cluster.client.Clients#ensembles")
final class CuratorTest
        implements LockRecipes, MemberRecipes, QueueRecipes, ValueRecipes, CacheRecipes, FrameworkFeatures {
    /** The clients of the test that runs. */
    @RegisterExtension
    static final CuratorCrew CREW = new CuratorCrew();

    @Parameter
    EnsembleSettings settings;

    @BeforeParameterizedClassInvocation
    static void start(EnsembleSettings settings) throws IOException, InterruptedException {
        CREW.start(settings);
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        CREW.stop();
    }
}
