package io.paddock.cluster.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class LoadSpecTest {
    @Test
    void smallValuesAreLoadedAsAsked() {
        LoadSpec spec = Row.W100.spec(30, new Keyspace(100, 128, false));

        assertThat(spec.depth()).isEqualTo(100);
        assertThat(spec.keyspace().keys()).isEqualTo(100);
    }

    @Test
    void largeValuesAreSoFewThatTheyFitIntoAHeap() {
        int bytes = 512 << 10;

        LoadSpec spec = Row.W16.spec(30, new Keyspace(100, bytes, false));

        assertThat((long) spec.sessions() * spec.depth() * bytes).isLessThanOrEqualTo(32L << 20);
        assertThat((long) spec.sessions() * spec.keyspace().keys() * bytes).isLessThanOrEqualTo(96L << 20);
        assertThat(spec.depth()).isPositive();
    }

    @Test
    void theRowOfOneSessionHasOneWhateverIsAsked() {
        LoadSpec spec = Row.ONE.spec(3000, new Keyspace(100, 128, false));

        assertThat(spec.sessions()).isEqualTo(1);
        assertThat(spec.depth()).isEqualTo(1);
    }
}
