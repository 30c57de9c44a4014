package io.paddock.cluster.wire;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.paddock.cluster.time.Deadline;
import io.paddock.cluster.time.DeadlinePassedException;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One connection to a server, at the level of frames. It sends what it is told to, also what no client would, and
 * records all that comes, in the order of arrival. It never pings, reconnects or gives up by itself.
 *
 * <p>Sending is for one thread at a time; what was received may be read from any thread (guarded by {@code received}).
 */
public final class RawClient implements AutoCloseable {
    private static final int CONNECT_TIMEOUT_MS = 30_000;
    private static final int FRAME_BYTES_MAX = 256 << 20;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final InetSocketAddress server;
    private final Socket socket;
    private final CompletableFuture<HandshakeReply> handshakeReply = new CompletableFuture<>();

    @GuardedBy("received")
    private final List<Received> received = new ArrayList<>();

    @GuardedBy("received")
    private int taken;

    private RawClient(InetSocketAddress server, Socket socket) {
        this.server = server;
        this.socket = socket;
    }

    /** Opens a connection and sends nothing yet. */
    public static RawClient connect(InetSocketAddress server) throws IOException {
        Socket socket = new Socket();
        socket.connect(server, CONNECT_TIMEOUT_MS);
        socket.setTcpNoDelay(true);
        RawClient client = new RawClient(server, socket);
        Thread reader = new Thread(client::readAll, "raw-client-" + socket.getLocalPort());
        reader.setDaemon(true);
        reader.start();
        return client;
    }

    /** Opens a connection and a new session on it. */
    public static RawClient openSession(InetSocketAddress server, int timeoutMs)
            throws IOException, InterruptedException {
        RawClient client = connect(server);
        Optional<HandshakeReply> reply = client.handshake(Handshake.forNewSession(timeoutMs), Deadline.in(PATIENCE));
        if (reply.filter(HandshakeReply::isAccepted).isEmpty()) {
            client.close();
            throw new IOException("expected " + server + " to give a session but got " + reply);
        }
        return client;
    }

    /**
     * Sends a handshake and waits for the answer; none when the server closes the connection instead.
     *
     * @throws DeadlinePassedException when neither comes in time
     */
    public Optional<HandshakeReply> handshake(Handshake handshake, Deadline deadline)
            throws IOException, InterruptedException {
        sendBytes(handshake.frame());
        try {
            return Optional.of(handshakeReply.get(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS));
        } catch (ExecutionException closed) {
            return Optional.empty();
        } catch (TimeoutException e) {
            throw new DeadlinePassedException("expected an answer to the handshake with session 0x"
                    + Long.toHexString(handshake.sessionId()) + " on " + socket);
        }
    }

    /** The answer to the handshake, once it came. */
    public HandshakeReply session() {
        return handshakeReply.getNow(new HandshakeReply(0, 0, 0, Bytes.EMPTY, Optional.empty()));
    }

    /** Sends one request. */
    public void send(Request request) throws IOException {
        sendBytes(request.frame());
    }

    /** Sends requests in one go, so that the server may find them all before it answers the first. */
    public void send(List<Request> requests) throws IOException {
        WireWriter frames = new WireWriter();
        requests.forEach(request -> frames.raw(request.frame()));
        sendBytes(frames.toBytes());
    }

    /**
     * Sends bytes as they are.
     *
     * @throws IOException when the connection has ended, saying why it did
     */
    public void sendBytes(Bytes bytes) throws IOException {
        synchronized (received) {
            if (isEnded()) {
                throw new IOException(server + ": " + received.get(received.size() - 1));
            }
        }
        socket.getOutputStream().write(bytes.toArray());
    }

    /** All that came so far, in the order of arrival. */
    public List<Received> received() {
        synchronized (received) {
            return List.copyOf(received);
        }
    }

    /** The replies that came so far, in the order of arrival. */
    public List<Received.Reply> replies() {
        return received().stream()
                .filter(Received.Reply.class::isInstance)
                .map(Received.Reply.class::cast)
                .toList();
    }

    /** The events that came so far, in the order of arrival. */
    public List<Received.Event> events() {
        return received().stream()
                .filter(Received.Event.class::isInstance)
                .map(Received.Event.class::cast)
                .toList();
    }

    /**
     * The next in the order of arrival that no earlier call took; waits for it. After the {@link Received.End} it gives
     * that again and again.
     *
     * @throws DeadlinePassedException when nothing comes in time
     */
    public Received take(Deadline deadline) throws InterruptedException {
        synchronized (received) {
            while (taken == received.size()) {
                if (isEnded()) {
                    return received.get(taken - 1);
                }
                if (deadline.hasPassed()) {
                    throw new DeadlinePassedException("expected something from " + socket + " but nothing came");
                }
                received.wait(Math.max(1, deadline.remaining().toMillis()));
            }
            return received.get(taken++);
        }
    }

    /**
     * Takes what comes up to the reply with this number, and gives that reply.
     *
     * @throws DeadlinePassedException when it does not come in time
     * @throws IOException when the connection ends first
     */
    public Received.Reply takeReply(int xid, Deadline deadline) throws IOException, InterruptedException {
        while (true) {
            Received next = take(deadline);
            if (next instanceof Received.End) {
                throw new IOException("expected a reply to " + xid + " but " + next);
            }
            if (next instanceof Received.Reply reply && reply.xid() == xid) {
                return reply;
            }
        }
    }

    /** Sends a request and gives its reply; what comes before is taken and stays in the record. */
    public Received.Reply call(Request request, Deadline deadline) throws IOException, InterruptedException {
        send(request);
        return takeReply(request.xid(), deadline);
    }

    @GuardedBy("received")
    private boolean isEnded() {
        return !received.isEmpty() && received.get(received.size() - 1) instanceof Received.End;
    }

    private void readAll() {
        String reason = readToTheEnd();
        handshakeReply.completeExceptionally(new IOException(reason));
        add(new Received.End(reason));
    }

    private String readToTheEnd() {
        try {
            DataInputStream in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
            handshakeReply.complete(HandshakeReply.of(readFrame(in)));
            while (true) {
                add(Received.of(readFrame(in)));
            }
        } catch (IOException | MalformedRecordException e) {
            return e.toString();
        }
    }

    private static Bytes readFrame(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > FRAME_BYTES_MAX) {
            throw new MalformedRecordException("frame of " + length + " bytes");
        }
        byte[] frame = new byte[length];
        in.readFully(frame);
        return Bytes.copyOf(frame);
    }

    private void add(Received next) {
        synchronized (received) {
            received.add(next);
            received.notifyAll();
        }
    }

    /** Cuts the connection without ending the session. */
    @Override
    public void close() throws IOException {
        socket.close();
    }
}
