package io.paddock.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class SessionIdsTest {

    @Test
    void theTopByteIsTheServer() {
        SessionIds ids = new SessionIds(254, 1_780_000_000_000L);

        assertThat(ids.next() >>> 56).isEqualTo(254);
        assertThat(ids.next() >>> 56).isEqualTo(254);
    }

    @Test
    void aLaterStartGivesLargerIds() {
        long before = new SessionIds(1, 1_780_000_000_000L).next();

        long after = new SessionIds(1, 1_780_000_000_001L).next();

        assertThat(after).isGreaterThan(before);
    }
}
