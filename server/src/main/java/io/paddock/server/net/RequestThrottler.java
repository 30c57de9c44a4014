package io.paddock.server.net;

import io.paddock.outcome.ErrorCode;
import io.paddock.server.admin.Counter;
import io.paddock.server.admin.ServerStatistics;
import io.paddock.server.admin.Timing;
import io.paddock.server.config.RequestThrottle;
import io.paddock.server.request.Pending;
import io.paddock.server.wire.Call;
import io.paddock.server.wire.OpCode;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * How many requests are worked on at once, and what becomes of those that had to wait (ZooKeeper 3.9.5's {@code request_throttle_*} and
 * {@code throttled_op_wait_time}). Reads are answered where they stand, so only writes count as being worked on.
 *
 * <p>Any thread.
 */
public final class RequestThrottler {

    private final RequestThrottle settings;
    private final ServerStatistics statistics;

    /** As the settings say; what it does is counted in {@code statistics}. */
    public RequestThrottler(RequestThrottle settings, ServerStatistics statistics) {
        this.settings = settings;
        this.statistics = statistics;
    }

    /** Whether it has anything to do. */
    boolean isEnabled() {
        return settings.isEnabled();
    }

    /** Whether requests are to wait while so many are worked on. */
    boolean mustWait(int outstanding) {
        boolean mustWait = settings.isEnabled() && outstanding >= settings.requestsMax();
        if (mustWait) {
            statistics.count(Counter.REQUEST_THROTTLE_WAIT_COUNT);
        }
        return mustWait;
    }

    /** How long to wait before asking again. */
    int waitMs() {
        return settings.stallTimeMs();
    }

    /** Whether one of these waited longer than its session lasts, so that its client does not wait for an answer any more. */
    boolean isAnyStale(List<Pending> waited, int sessionTimeoutMs, long nowNanos) {
        if (!settings.isEnabled() || !settings.dropsStale() || !settings.checksStaleLatency()) {
            return false;
        }
        boolean isStale = waited.stream()
                .anyMatch(request ->
                        request.opCode() != OpCode.CLOSE_SESSION && ageMs(request, nowNanos) > sessionTimeoutMs);
        if (isStale) {
            dropped(waited.size());
        }
        return isStale;
    }

    /** Of requests whose client has gone, those that are carried out all the same: the end of a session always is. */
    List<Pending> outliving(List<Pending> waited) {
        if (!settings.checksStaleConnection()) {
            return List.copyOf(waited);
        }
        if (!settings.dropsStale()) {
            waited.forEach(request -> statistics.count(Counter.STALE_REQUESTS));
            return List.copyOf(waited);
        }
        List<Pending> left = waited.stream()
                .filter(request -> request.opCode() == OpCode.CLOSE_SESSION)
                .toList();
        dropped(waited.size() - left.size());
        return left;
    }

    private void dropped(int count) {
        for (int i = 0; i < count; i++) {
            statistics.count(Counter.STALE_REQUESTS_DROPPED);
        }
    }

    /** What is done for a request: its call, or, when it waited too long, the refusal in its place. */
    Call callOf(Pending request, long nowNanos) {
        statistics.measured(Timing.REQUEST_THROTTLE_QUEUE_TIME, Math.max(0, ageMs(request, nowNanos)));
        boolean isThrottled = settings.operationWaitMs() > 0
                && isThrottlable(request.opCode())
                && ageMs(request, nowNanos) > settings.operationWaitMs();
        if (!isThrottled) {
            return request.call();
        }
        statistics.count(Counter.THROTTLED_OPS);
        return new Call.Refused(ErrorCode.THROTTLED_OP, false);
    }

    private static boolean isThrottlable(OpCode code) {
        return code != OpCode.PING && code != OpCode.CLOSE_SESSION && code != OpCode.CREATE_SESSION;
    }

    private static long ageMs(Pending request, long nowNanos) {
        return TimeUnit.NANOSECONDS.toMillis(nowNanos - request.receivedNanos());
    }
}
