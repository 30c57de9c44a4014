package io.paddock.server.peer;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.OptionalInt;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one connection to the current leader, made again when it breaks. Owned by the event loop, but {@link #send}.
 *
 * <p>A connection that was replaced may still call back; its attempt number tells it from the current one.
 */
final class LeaderLink {

    private static final Logger LOG = LoggerFactory.getLogger(LeaderLink.class);
    private static final long BACKOFF_MIN_MS = 20;
    private static final long BACKOFF_MAX_MS = 1_000;

    /** Opens a connection to a server. */
    interface Dialer {
        void dial(int server, Conversation conversation);
    }

    private enum State {
        OFF,
        CONNECTING,
        UP,
        WAITING
    }

    private final EventLoop loop;
    private final Dialer dialer;
    private final PeerHandler handler;
    private final Consumer<PeerMessage.Welcome> welcomes;
    private State state = State.OFF;
    private int leader;
    private long attempt;
    private long backoffMs = BACKOFF_MIN_MS;
    private ScheduledFuture<?> retry;
    private volatile Channel up;

    LeaderLink(EventLoop loop, Dialer dialer, PeerHandler handler, Consumer<PeerMessage.Welcome> welcomes) {
        this.loop = loop;
        this.dialer = dialer;
        this.handler = handler;
        this.welcomes = welcomes;
    }

    /** Keeps a connection to {@code wanted} from now on; to nobody when empty. Event loop. */
    void follow(OptionalInt wanted) {
        int server = wanted.orElse(0);
        if (server == leader) {
            return;
        }
        leave();
        leader = server;
        backoffMs = BACKOFF_MIN_MS;
        if (server != 0) {
            connect();
        }
    }

    private void leave() {
        attempt++;
        if (retry != null) {
            retry.cancel(false);
            retry = null;
        }
        Channel old = up;
        boolean wasUp = state == State.UP;
        up = null;
        become(State.OFF, "leader changed");
        if (wasUp) {
            Connections.close(old);
            handler.onChannelDown(leader);
        }
    }

    private void connect() {
        attempt++;
        become(State.CONNECTING, "to server " + leader);
        dialer.dial(leader, new Attempt(attempt));
    }

    /** Hands a message to the connection, in order. Any thread. False when there is none. */
    boolean send(PeerMessage message) {
        Channel channel = up;
        if (channel == null) {
            return false;
        }
        if (!channel.isWritable()) {
            // The leader has not read for very long. A new connection begins with all that is not applied.
            LOG.warn("too much waits to be sent to server {}: closing the connection", leader);
            Connections.close(channel);
            return false;
        }
        Connections.send(channel, message);
        return true;
    }

    private void become(State next, String reason) {
        LOG.debug("link: {} -> {} ({})", state, next, reason);
        state = next;
    }

    /** One connection, from dialling to its end. */
    private final class Attempt implements Conversation {

        private final long number;

        private Attempt(long number) {
            this.number = number;
        }

        @Override
        public void welcomed(Channel channel, PeerMessage.Welcome welcome) {
            welcomes.accept(welcome);
            if (number != attempt) {
                Connections.close(channel);
                return;
            }
            become(State.UP, "welcome");
            backoffMs = BACKOFF_MIN_MS;
            up = channel;
            handler.onChannelUp(leader);
        }

        @Override
        public void received(Channel channel, PeerMessage message) {
            if (number != attempt) {
                return;
            }
            if (message.kind() == PeerMessage.Kind.NOT_LEADER) {
                handler.onNotLeader(leader);
            } else {
                LOG.warn("server {} sent a {} that makes no sense", leader, message.kind());
                Connections.close(channel);
            }
        }

        @Override
        public void ended(Throwable cause) {
            if (number != attempt) {
                return;
            }
            // A connection that fails may end twice, for the dialler and for its handler. Only the first end counts.
            attempt++;
            boolean wasUp = state == State.UP;
            up = null;
            LOG.info("no connection to the leader, server {}: {}", leader, cause.toString());
            become(State.WAITING, "ended");
            long waitMs = backoffMs + ThreadLocalRandom.current().nextLong(backoffMs);
            backoffMs = Math.min(BACKOFF_MAX_MS, backoffMs * 2);
            retry = loop.schedule(LeaderLink.this::connect, waitMs, TimeUnit.MILLISECONDS);
            if (wasUp) {
                handler.onChannelDown(leader);
            }
        }
    }
}
