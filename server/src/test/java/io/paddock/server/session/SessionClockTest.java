package io.paddock.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.paddock.session.Owner;
import io.paddock.session.Session;
import io.paddock.tree.Bytes;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SessionClockTest {

    private static final int TIMEOUT_MS = 4000;
    private static final long PAUSE_MS = 3000;

    private final SessionClock clock = new SessionClock(PAUSE_MS);
    private final List<Session> sessions = List.of(new Session(7, Bytes.of(new byte[16]), TIMEOUT_MS, new Owner(1, 1)));

    @Test
    void aSilentSessionExpiresAfterItsTimeoutAndNotBefore() {
        clock.expired(sessions, 0);
        clock.expired(sessions, 2000);
        assertThat(clock.expired(sessions, 4000)).isEmpty();

        List<Session> expired = clock.expired(sessions, 4001);

        assertThat(expired).isEqualTo(sessions);
    }

    @Test
    void whoIsHeardFromIsGivenAFullTimeout() {
        clock.expired(sessions, 0);
        clock.expired(sessions, 3000);
        clock.heard(7, 3000);

        clock.expired(sessions, 6000);

        assertThat(clock.expired(sessions, 7000)).isEmpty();
        assertThat(clock.expired(sessions, 7001)).isEqualTo(sessions);
    }

    @Test
    void aClockThatStoodStillGivesEverybodyAFullTimeout() {
        clock.expired(sessions, 0);

        assertThat(clock.expired(sessions, 60_000)).isEmpty();
        assertThat(clock.expired(sessions, 63_000)).isEmpty();
        assertThat(clock.expired(sessions, 64_001)).isEqualTo(sessions);
    }

    @Test
    void aNewLeaderGivesEverybodyAFullTimeout() {
        clock.expired(sessions, 0);
        clock.expired(sessions, 3000);

        clock.reset();

        assertThat(clock.expired(sessions, 4500)).isEmpty();
        assertThat(clock.expired(sessions, 7500)).isEmpty();
        assertThat(clock.expired(sessions, 8501)).isEqualTo(sessions);
    }
}
