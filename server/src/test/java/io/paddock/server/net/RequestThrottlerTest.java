package io.paddock.server.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.paddock.command.Command;
import io.paddock.outcome.ErrorCode;
import io.paddock.server.admin.Counter;
import io.paddock.server.admin.ServerStatistics;
import io.paddock.server.config.RequestThrottle;
import io.paddock.server.request.Pending;
import io.paddock.server.request.ServerRequester;
import io.paddock.server.wire.Call;
import io.paddock.server.wire.OpCode;
import io.paddock.session.Owner;
import io.paddock.tree.Bytes;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RequestThrottlerTest {
    private static final int SESSION_MS = 1000;

    private final ServerStatistics statistics = new ServerStatistics();
    private final Pending write = request(OpCode.SYNC, new Call.Sync(Bytes.NULL));
    private final Pending close = request(OpCode.CLOSE_SESSION, new Call.Write(new Command.CloseSession()));

    @Test
    void requestsWaitWhileAsManyAsAllowedAreWorkedOn() {
        RequestThrottler throttler = throttler(3, false, 0);

        assertThat(throttler.mustWait(2)).isFalse();
        assertThat(throttler.mustWait(3)).isTrue();
        assertThat(throttler(0, false, 0).mustWait(1_000_000)).isFalse();
    }

    @Test
    void whatWaitedTooLongIsRefusedInItsPlaceButTheEndOfASession() {
        RequestThrottler throttler = throttler(3, false, 50);

        assertThat(throttler.callOf(write, later(write, 50))).isEqualTo(write.call());
        assertThat(throttler.callOf(write, later(write, 51)))
                .isEqualTo(new Call.Refused(ErrorCode.THROTTLED_OP, false));
        assertThat(throttler.callOf(close, later(close, 1_000_000))).isEqualTo(close.call());
        assertThat(statistics.counted(Counter.THROTTLED_OPS)).isEqualTo(1);
    }

    @Test
    void aRequestIsStaleOnceItsSessionMustBeThoughtDeadButTheEndOfASessionNever() {
        RequestThrottler throttler = throttler(3, true, 0);

        assertThat(throttler.isAnyStale(List.of(write), SESSION_MS, later(write, SESSION_MS)))
                .isFalse();
        assertThat(throttler.isAnyStale(List.of(close, write), SESSION_MS, later(write, SESSION_MS + 1)))
                .isTrue();
        assertThat(throttler.isAnyStale(List.of(close), SESSION_MS, later(close, 1_000_000)))
                .isFalse();
        assertThat(statistics.counted(Counter.STALE_REQUESTS_DROPPED)).isEqualTo(2);
    }

    @Test
    void ofAClientThatHasGoneOnlyTheEndOfItsSessionIsCarriedOut() {
        assertThat(throttler(3, false, 0).outliving(List.of(write, close))).containsExactly(close);
    }

    private RequestThrottler throttler(int requestsMax, boolean checksLatency, int waitMs) {
        return new RequestThrottler(
                new RequestThrottle(requestsMax, 100, true, checksLatency, true, waitMs), statistics);
    }

    private static Pending request(OpCode code, Call call) {
        return new Pending(new ServerRequester(new Owner(1, 1), outcome -> {}), 1, code, call, List.of(), 0);
    }

    private static long later(Pending request, long ms) {
        return request.receivedNanos() + TimeUnit.MILLISECONDS.toNanos(ms);
    }
}
