package io.paddock.cluster.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class DeadlineTest {
    @Test
    void waitsUntilTheConditionHolds() throws InterruptedException {
        AtomicInteger asked = new AtomicInteger();

        Deadline.in(Duration.ofSeconds(30)).await("asked three times", () -> asked.incrementAndGet() == 3);

        assertThat(asked).hasValue(3);
    }

    @Test
    void namesWhatDidNotHappen() {
        Deadline passed = Deadline.in(Duration.ZERO);

        assertThatThrownBy(() -> passed.await("pigs fly", () -> false))
                .isInstanceOf(DeadlinePassedException.class)
                .hasMessageContaining("pigs fly");
        assertThat(passed.remaining()).isZero();
    }

    @Test
    void anInterruptEndsTheWait() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> Deadline.in(Duration.ofSeconds(30)).await("never", () -> false))
                .isInstanceOf(InterruptedException.class);
    }
}
