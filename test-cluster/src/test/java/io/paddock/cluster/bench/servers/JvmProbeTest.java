package io.paddock.cluster.bench.servers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class JvmProbeTest {
    private static final String G1 = """
         S0C         S1C         S0U         S1U          EC           EU           OC           OU          MC
            0.0      4096.0         0.0      2048.0      20480.0       1024.0      98304.0       7168.0    10240.0
        """;

    @Test
    void theUsedColumnsAreAddedUp() {
        assertThat(JvmProbe.used(G1)).hasValue(10);
    }

    @Test
    void aCollectorWithoutOneOfTheSpacesCountsTheOthers() {
        assertThat(JvmProbe.used("S0U S1U EU OU\n- - 1024.0 1024.0\n")).hasValue(2);
    }

    @Test
    void noTableIsNoFigure() {
        assertThat(JvmProbe.used("12345 not found\n")).isEmpty();
    }
}
