package io.paddock.server.raft.transport;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.ratis.thirdparty.com.google.protobuf.MessageLite;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way to one other server: a connection, which can be made again after it broke. Any thread may use it.
 *
 * <p>Each connection has a thread of its own that reads, and in which answers are heard. A peer that leaves a question unanswered for longer
 * than the time-out loses its connection, and with it whoever was waiting to send.
 */
public final class PeerLink implements Closeable {

    private static final Logger LOG = LoggerFactory.getLogger(PeerLink.class);
    private static final int CONNECT_MS = 1_000;
    private static final long PAUSE_MS_MIN = 10;
    private static final long PAUSE_MS_MAX = 300;

    private final String name;
    private final String address;
    private final PeerSockets sockets;
    private final int answerMs;
    private final int bodyBytesMax;
    private final AtomicLong callIds = new AtomicLong();

    @GuardedBy("this")
    private long pauseMs = PAUSE_MS_MIN;

    @GuardedBy("this")
    private long notBeforeNanos = System.nanoTime();

    private volatile Connection current;
    private volatile boolean isClosed;

    /** Hears what became of a question: one of the two, once. Runs in the thread that reads the connection, or in one that found it broken. */
    public interface Answer {
        /** It was answered, by an answer of this kind. */
        void arrived(Frame.Kind kind, byte[] body);

        /** It was not, and it is not known whether it was heard. */
        void lost(IOException cause);
    }

    /**
     * A link that is not connected yet.
     *
     * @param name for threads and messages
     * @param address {@code host:port}
     * @param answerMs how long an answer may take
     * @param bodyBytesMax the longest answer
     */
    PeerLink(String name, String address, PeerSockets sockets, int answerMs, int bodyBytesMax) {
        this.name = name;
        this.address = address;
        this.sockets = sockets;
        this.answerMs = answerMs;
        this.bodyBytesMax = bodyBytesMax;
    }

    /**
     * Connects unless there is a connection, which may take a second; not at once after it failed.
     *
     * @throws IOException when there is none now
     */
    public void connect() throws IOException {
        if (!isConnected()) {
            reconnect();
        }
    }

    private boolean isConnected() {
        Connection connection = current;
        return connection != null && connection.isOpen;
    }

    /**
     * Asks over the connection that there is, without waiting for the answer.
     *
     * @throws IOException when it could not be sent; the answer then hears nothing
     */
    public void send(Frame.Kind kind, MessageLite question, Answer answer) throws IOException {
        connected().send(kind, question, answer);
    }

    /**
     * Says something that nobody answers, over the connection that there is.
     *
     * @throws IOException when it could not be sent; otherwise it is not known whether it was heard
     */
    public void tell(Frame.Kind kind, MessageLite news) throws IOException {
        connected().tell(kind, news);
    }

    private Connection connected() throws IOException {
        Connection connection = current;
        if (connection == null || !connection.isOpen) {
            throw new IOException("there is no connection to " + name);
        }
        return connection;
    }

    /** Connects if need be, asks, and waits for the answer's bytes, no longer than the time-out. */
    public byte[] call(Frame.Kind kind, MessageLite question) throws IOException {
        CompletableFuture<byte[]> answered = new CompletableFuture<>();
        connect();
        send(kind, question, new Answer() {
            @Override
            public void arrived(Frame.Kind answerKind, byte[] body) {
                answered.complete(body);
            }

            @Override
            public void lost(IOException cause) {
                answered.completeExceptionally(cause);
            }
        });
        try {
            return answered.get(answerMs, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for " + name, e);
        } catch (ExecutionException e) {
            throw new IOException(e.getCause().getMessage(), e.getCause());
        } catch (TimeoutException e) {
            throw new IOException("no answer from " + name + " within " + answerMs + " ms", e);
        }
    }

    private synchronized void reconnect() throws IOException {
        if (isClosed) {
            throw new IOException("the link to " + name + " is closed");
        }
        if (isConnected()) {
            return;
        }
        long now = System.nanoTime();
        if (now - notBeforeNanos < 0) {
            throw new IOException(name + " at " + address + " could not be reached a moment ago");
        }
        Connection connection;
        try {
            connection = new Connection(sockets.connect(resolved(address), CONNECT_MS));
            pauseMs = PAUSE_MS_MIN;
        } catch (IOException unreachable) {
            notBeforeNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(pauseMs);
            pauseMs = Math.min(PAUSE_MS_MAX, pauseMs * 2);
            throw new IOException(
                    name + " at " + address + " cannot be reached: " + unreachable.getMessage(), unreachable);
        }
        current = connection;
        connection.start();
        // Closed meanwhile, by somebody who did not see this one.
        if (isClosed) {
            connection.end(new IOException("the link was closed"));
        }
    }

    static InetSocketAddress resolved(String hostAndPort) {
        int colon = hostAndPort.lastIndexOf(':');
        return new InetSocketAddress(
                hostAndPort.substring(0, colon), Integer.parseInt(hostAndPort.substring(colon + 1)));
    }

    /** Ends the connection, and whoever waits to send; there is no other one. */
    @Override
    public void close() {
        isClosed = true;
        Connection connection = current;
        if (connection != null) {
            connection.end(new IOException("the link to " + name + " is closed"));
        }
    }

    /** A question that waits for its answer. */
    private record Waiting(Answer answer, long sinceNanos) {}

    /** One connection of the link. */
    private final class Connection {
        private final FrameChannel channel;
        private final Map<Long, Waiting> waiting = new ConcurrentHashMap<>();
        private volatile boolean isOpen = true;

        Connection(Socket socket) throws IOException {
            // So that what is overdue is looked for now and then.
            socket.setSoTimeout(Math.max(1, answerMs / 2));
            channel = new FrameChannel(socket, bodyBytesMax);
        }

        void start() {
            Thread reader = new Thread(this::read, "raft-from-" + name);
            reader.setDaemon(true);
            reader.start();
        }

        void send(Frame.Kind kind, MessageLite question, Answer answer) throws IOException {
            long callId = callIds.incrementAndGet();
            waiting.put(callId, new Waiting(answer, System.nanoTime()));
            try {
                channel.send(kind, callId, question);
            } catch (IOException broken) {
                boolean isMine = waiting.remove(callId) != null;
                end(broken);
                if (isMine) {
                    throw broken;
                }
                return;
            }
            // Whoever ended it meanwhile may not have seen this question.
            if (!isOpen) {
                loseAll(new IOException("the connection to " + name + " ended"));
            }
        }

        void tell(Frame.Kind kind, MessageLite news) throws IOException {
            try {
                channel.send(kind, Frame.NO_ANSWER, news);
            } catch (IOException broken) {
                end(broken);
                throw broken;
            }
        }

        private void read() {
            try {
                while (isOpen) {
                    if (channel.awaitFrame()) {
                        take(channel.receive());
                    } else if (isOverdue()) {
                        throw new IOException("no answer from " + name + " within " + answerMs + " ms");
                    }
                }
            } catch (IOException broken) {
                end(broken);
            } catch (RuntimeException fault) {
                LOG.error("an answer of {} could not be taken", name, fault);
                end(new IOException("an error here", fault));
            }
        }

        private void take(Frame frame) {
            Waiting question = waiting.remove(frame.callId());
            if (question == null) {
                return;
            }
            if (frame.kind() == Frame.Kind.FAILED) {
                question.answer().lost(new IOException(name + ": " + new String(frame.body(), StandardCharsets.UTF_8)));
            } else {
                question.answer().arrived(frame.kind(), frame.body());
            }
        }

        private boolean isOverdue() {
            long now = System.nanoTime();
            long most = TimeUnit.MILLISECONDS.toNanos(answerMs);
            return waiting.values().stream().anyMatch(question -> now - question.sinceNanos() > most);
        }

        void end(IOException cause) {
            if (isOpen) {
                isOpen = false;
                LOG.debug("the connection to {} ended: {}", name, cause.getMessage());
            }
            try {
                channel.close();
            } catch (IOException e) {
                LOG.debug("the connection to {} did not close cleanly", name, e);
            }
            loseAll(cause);
        }

        private void loseAll(IOException cause) {
            for (Long callId : List.copyOf(waiting.keySet())) {
                Waiting question = waiting.remove(callId);
                if (question != null) {
                    question.answer().lost(cause);
                }
            }
        }
    }
}
