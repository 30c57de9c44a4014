package io.paddock.server.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.paddock.server.config.ConnectionThrottle;
import org.junit.jupiter.api.Test;

class ConnectionTokensTest {
    private static final int NEVER = -1;

    @Test
    void withoutTokensNobodyIsTurnedAway() {
        ConnectionTokens tokens = tokens(throttle(0, 1, 1, NEVER, false), 0);

        assertThat(takeMany(tokens, 1000, 0)).isEqualTo(1000);
    }

    @Test
    void theBucketEmptiesAndFillsAgainAsTimeGoesByButNeverOverflows() {
        ConnectionTokens tokens = tokens(throttle(5, 100, 2, NEVER, false), 0);

        assertThat(takeMany(tokens, 10, 0)).isEqualTo(5);
        assertThat(takeMany(tokens, 10, 100))
                .as("not later than the time to fill")
                .isZero();
        assertThat(takeMany(tokens, 10, 101)).isEqualTo(2);
        assertThat(takeMany(tokens, 10, 251)).isEqualTo(3);
        assertThat(takeMany(tokens, 10, 1_000_000)).isEqualTo(5);
    }

    @Test
    void aNewSessionCostsMoreThanOneThatComesBack() {
        ConnectionTokens tokens = tokens(throttle(6, 100, 1, NEVER, true), 0);

        assertThat(tokens.take(true, 0)).isTrue();
        assertThat(tokens.take(false, 0)).isTrue();
        assertThat(tokens.take(false, 0)).as("1 token is left of 6").isFalse();
        assertThat(tokens.take(true, 0)).isFalse();
    }

    @Test
    void theChanceToBeTurnedAwayGrowsWhileTheBucketIsEmptyAndShrinksWhenItIsFull() {
        ConnectionTokens tokens = tokens(throttle(1, 1_000_000, 1, 10, false), 1);

        assertThat(tokens.take(true, 0)).isTrue();
        assertThat(tokens.take(true, 11)).isFalse();
        assertThat(tokens.take(true, 22)).isFalse();
        assertThat(tokens.dropChance()).isEqualTo(0.5);
        assertThat(tokens.take(true, 22)).as("the chance changes once in 10 ms").isFalse();
        assertThat(tokens.dropChance()).isEqualTo(0.5);

        assertThat(tokens.take(true, 3_000_000)).isTrue();

        assertThat(tokens.dropChance()).isEqualTo(0.375);
    }

    @Test
    void whoIsUnluckyIsTurnedAwayThoughThereAreTokens() {
        ConnectionTokens tokens = tokens(throttle(1, 20, 1, 10, false), 0.2);

        assertThat(tokens.take(true, 0)).isTrue();
        assertThat(tokens.take(true, 11)).as("no token").isFalse();

        assertThat(tokens.take(true, 15))
                .as("no token, and a chance of a quarter")
                .isFalse();
        assertThat(tokens.take(true, 40))
                .as("a token, and luck of 0.2 against 0.125")
                .isTrue();
    }

    private static int takeMany(ConnectionTokens tokens, int times, long nowMs) {
        int taken = 0;
        for (int i = 0; i < times; i++) {
            taken += tokens.take(true, nowMs) ? 1 : 0;
        }
        return taken;
    }

    private static ConnectionTokens tokens(ConnectionThrottle throttle, double luck) {
        return new ConnectionTokens(throttle, 0, () -> luck);
    }

    private static ConnectionThrottle throttle(
            int tokens, int fillTimeMs, int fillCount, int freezeTimeMs, boolean isWeighted) {
        return new ConnectionThrottle(tokens, fillTimeMs, fillCount, freezeTimeMs, 0.25, 0.125, 0, isWeighted, 3, 1, 2);
    }
}
