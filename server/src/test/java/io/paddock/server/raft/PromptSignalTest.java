package io.paddock.server.raft;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PromptSignalTest {

    private final PromptSignal signal = new PromptSignal("test");

    @Test
    void aSignalThatComesBeforeTheWaitEndsIt() throws InterruptedException {
        signal.signal();

        assertThat(signal.await(1, TimeUnit.HOURS)).isTrue();
    }

    @Test
    void aSignalCountsOnce() throws InterruptedException {
        signal.signal();
        signal.signal();

        assertThat(signal.await(1, TimeUnit.HOURS)).isTrue();
        assertThat(signal.await(1, TimeUnit.MILLISECONDS)).isFalse();
    }
}
