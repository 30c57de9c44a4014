package io.paddock.server.raft;

import java.util.OptionalInt;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * The role thread: tells the state of leaders and of this server's own leadership, in order.
 *
 * <p>Ratis calls back from many threads, some of them with its locks held, and not at all when the leader becomes unknown. So its calls only
 * wake this thread, which looks at where things are and tells what is different from the last time. It looks several times a second without a call too.
 */
final class RoleWatch {

    private static final long LOOK_NANOS = 100_000_000;

    /** Where things are. */
    record Role(boolean isAlive, OptionalInt leader, long term, boolean isLeaderReady) {}

    private final Supplier<Role> look;
    private final ReplicatedState state;
    private final FatalHandler fatal;
    private final Thread thread;
    private volatile boolean woken;
    private volatile boolean closed;
    private Role last = new Role(true, OptionalInt.empty(), 0, false);

    RoleWatch(Supplier<Role> look, ReplicatedState state, FatalHandler fatal) {
        this.look = look;
        this.state = state;
        this.fatal = fatal;
        this.thread = new Thread(this::run, "raft-role");
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Something may be different. Any thread, any lock. */
    void wake() {
        woken = true;
        LockSupport.unpark(thread);
    }

    private void run() {
        try {
            while (awaitWake()) {
                tell(look.get());
            }
        } catch (Throwable t) {
            fatal.halt("could not tell of a change of leader", t);
        }
    }

    /** Looking once too often does no harm. */
    private boolean awaitWake() {
        if (!woken && !closed) {
            LockSupport.parkNanos(this, LOOK_NANOS);
        }
        woken = false;
        return !closed;
    }

    private void tell(Role now) {
        if (!now.isAlive() && !closed) {
            fatal.halt(
                    "replication ended by itself; an earlier message says why",
                    new IllegalStateException("Raft was closed"));
        }
        boolean isSameTerm = now.term() == last.term();
        if (last.isLeaderReady() && !(now.isLeaderReady() && isSameTerm)) {
            state.leadershipLost();
        }
        if (!now.leader().equals(last.leader()) || (!isSameTerm && now.leader().isPresent())) {
            state.leaderChanged(now.leader(), now.term());
        }
        if (now.isLeaderReady() && !(last.isLeaderReady() && isSameTerm)) {
            state.leaderReady(now.term());
        }
        last = now;
    }

    /** Ends the thread; nothing is told afterwards. Not from the role thread itself. */
    void stop() {
        closed = true;
        LockSupport.unpark(thread);
        RaftNode.join(thread);
    }
}
