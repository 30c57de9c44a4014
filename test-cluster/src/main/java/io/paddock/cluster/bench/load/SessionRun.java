package io.paddock.cluster.bench.load;

import io.paddock.cluster.bench.measure.Figures;
import java.time.Duration;

/**
 * Clients that open a session, end it, and open the next one. An operation is one session; its latency, counted as a
 * write's, is the time from connecting until the session is there. Owned by one thread.
 */
final class SessionRun {
    private static final Duration SESSION_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration OPEN_PATIENCE = Duration.ofSeconds(60);

    private final Ground ground;
    private final int clients;
    private boolean isOver;

    SessionRun(Ground ground, int clients) {
        this.ground = ground;
        this.clients = clients;
    }

    Figures run(Span span) {
        try (LoadLoop loop = LoadLoop.of(ground.addresses(), SESSION_TIMEOUT)) {
            loop.open(clients, OPEN_PATIENCE);
            loop.assign(session -> new Churn(loop.tally()), 1);
            loop.sessions().forEach(LoadSession::end);
            loop.runFor(span.settling());
            loop.tally().reset();
            CpuSpan cpu = CpuSpan.start(ground);
            long start = System.nanoTime();
            loop.tally().startMeasuring(start);
            loop.runFor(span.measured());
            long end = System.nanoTime();
            loop.tally().stopMeasuring(end);
            isOver = true;
            return cpu.figures(loop.tally(), Duration.ofNanos(end - start));
        }
    }

    private final class Churn implements Work {
        private final Tally tally;

        Churn(Tally tally) {
            this.tally = tally;
        }

        @Override
        public Kind next(RequestWriter out, int xid) {
            return Kind.NOTHING;
        }

        @Override
        public void opened(LoadSession session) {
            long now = System.nanoTime();
            tally.replied(Kind.WRITE, 0, now - session.openedNanos(), now);
            session.end();
        }

        @Override
        public void ended(LoadSession session) {
            if (!isOver) {
                session.open(System.nanoTime());
            }
        }
    }
}
