package io.paddock.cluster.compare;

import io.paddock.cluster.script.Names;
import io.paddock.cluster.script.Operation;
import io.paddock.cluster.script.Quoting;
import io.paddock.cluster.script.Step;
import io.paddock.cluster.script.Value;
import io.paddock.cluster.time.Deadline;
import io.paddock.cluster.time.DeadlinePassedException;
import io.paddock.cluster.wire.Bytes;
import io.paddock.cluster.wire.Handshake;
import io.paddock.cluster.wire.HandshakeReply;
import io.paddock.cluster.wire.OpCode;
import io.paddock.cluster.wire.RawClient;
import io.paddock.cluster.wire.Received;
import io.paddock.cluster.wire.Request;
import io.paddock.cluster.wire.WireWriter;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** One session of a script while it runs: its connection, if there is one, and what it knows. Owned by one thread. */
final class ScriptSession {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int BARRIER_XID = 2_000_000_000;

    /** Of its own: a ZooKeeper ensemble tells requests of a session apart by this number, wherever they come from. */
    private static final int MOVED_XID = 2_000_000_001;

    /** Seen when the server has closed the connection that a session had before. */
    static final String OLD_CLOSED = "old-connection-closed";

    /** Seen when it has not. */
    static final String OLD_OPEN = "old-connection-open";

    private final String name;
    private final String root;
    private final boolean isEnsemble;
    private Optional<RawClient> connection = Optional.empty();
    private Optional<HandshakeReply> session = Optional.empty();
    private Optional<InetSocketAddress> server = Optional.empty();
    private boolean hasLeftConnection;
    private int nextXid = 1;
    private long seenZxid;

    ScriptSession(String name, String root, boolean isEnsemble) {
        this.name = name;
        this.root = root;
        this.isEnsemble = isEnsemble;
    }

    boolean isConnected() {
        return connection.isPresent();
    }

    /** Whether the last reattach left a connection at another server, over which then a write was sent. */
    boolean hasLeftConnection() {
        return hasLeftConnection;
    }

    /** The accepted handshake of the session, if it ever had one. */
    Optional<HandshakeReply> session() {
        return session;
    }

    List<Observation> open(InetSocketAddress server, Step.Open step) throws IOException, InterruptedException {
        cut();
        session = Optional.empty();
        seenZxid = 0;
        Optional<Boolean> readOnly = switch (step.readOnly()) {
            case ABSENT -> Optional.empty();
            case NO -> Optional.of(false);
            case YES -> Optional.of(true);
        };
        return shake(server, new Handshake(0, step.timeoutMs(), 0, Optional.of(zeros()), readOnly));
    }

    List<Observation> reattach(InetSocketAddress next, Step.Reattach step) throws IOException, InterruptedException {
        if (session.isEmpty()) {
            cut();
            return List.of(observed("skipped"));
        }
        Optional<RawClient> old = connection;
        boolean hasMoved = !server.equals(Optional.of(next));
        hasLeftConnection = false;
        connection = Optional.empty();
        List<Observation> observations = new ArrayList<>(shake(next, handshake(step)));
        if (old.isPresent()) {
            if (isConnected() && hasMoved) {
                // Only a request tells the old connection that its session is elsewhere now.
                trySend(
                        old.get(),
                        List.of(Operation.parse("delete path=/missing version=-1")
                                .request(MOVED_XID, names())));
                hasLeftConnection = true;
            } else if (!isConnected()) {
                trySend(old.get(), List.of(barrier()));
            }
            observations.add(observed(isEndedNext(old.get()) ? OLD_CLOSED : OLD_OPEN));
            old.get().close();
        }
        return observations;
    }

    /** Connects for a moment, as that step says, and leaves again; of no interest to what is compared. */
    void touch(InetSocketAddress server, Step.Reattach step) throws IOException, InterruptedException {
        try (RawClient client = RawClient.connect(server)) {
            client.handshake(handshake(step), Deadline.in(PATIENCE));
        }
    }

    private Handshake handshake(Step.Reattach step) {
        return new Handshake(
                names().zxid(step.zxid()),
                step.timeoutMs(),
                session.orElseThrow().sessionId(),
                password(step.password(), session.orElseThrow().password()),
                Optional.of(false));
    }

    private static Optional<Bytes> password(Step.Password kind, Bytes right) {
        byte[] bytes = right.toArray();
        return switch (kind) {
            case GOOD -> Optional.of(right);
            case ZEROS -> Optional.of(zeros());
            case WRONG -> {
                bytes[0] ^= 1;
                yield Optional.of(Bytes.copyOf(bytes));
            }
            case SHORT -> Optional.of(Bytes.copyOf(Arrays.copyOf(bytes, bytes.length - 1)));
            case LONG -> Optional.of(Bytes.copyOf(Arrays.copyOf(bytes, bytes.length + 1)));
            case NULL -> Optional.empty();
        };
    }

    /** Whether the connection ends, after events at most, rather than to answer. */
    private static boolean isEndedNext(RawClient old) throws InterruptedException {
        Deadline deadline = Deadline.in(PATIENCE);
        try {
            Received next = old.take(deadline);
            while (next instanceof Received.Event) {
                next = old.take(deadline);
            }
            return next instanceof Received.End;
        } catch (DeadlinePassedException stillOpen) {
            return false;
        }
    }

    private List<Observation> shake(InetSocketAddress next, Handshake handshake)
            throws IOException, InterruptedException {
        RawClient client = RawClient.connect(next);
        Optional<HandshakeReply> reply = client.handshake(handshake, Deadline.in(PATIENCE));
        if (reply.isEmpty()) {
            client.close();
            return List.of(observed("closed-without-answer"));
        }
        HandshakeReply got = reply.get();
        if (got.isAccepted()) {
            connection = Optional.of(client);
            server = Optional.of(next);
            session = reply;
        } else {
            client.close();
        }
        return List.of(new Observation(
                name,
                "connected",
                List.of(
                        Value.plain("protocol", got.protocolVersion()),
                        Value.plain("timeout", got.timeoutMs()),
                        Value.number("session", Value.Type.SESSION, got.sessionId()),
                        Value.plain(
                                "password",
                                got.password().equals(zeros())
                                        ? "zeros"
                                        : got.password().length()),
                        Value.plain(
                                "readOnly", got.readOnly().map(Object::toString).orElse("absent")))));
    }

    /** Sends the operations in one go and takes what comes until each is answered or the connection ends. */
    List<Observation> ask(List<Operation> operations) throws InterruptedException {
        if (connection.isEmpty()) {
            return List.of(observed("skipped"));
        }
        Names names = names();
        List<Request> requests = new ArrayList<>();
        for (Operation operation : operations) {
            requests.add(operation.request(nextXid++, names));
        }
        trySend(connection.get(), requests);
        List<Observation> observations = new ArrayList<>();
        List<Request> waiting = new ArrayList<>(requests);
        Deadline deadline = Deadline.in(PATIENCE);
        try {
            while (!waiting.isEmpty() && isConnected()) {
                Received next = connection.get().take(deadline);
                if (next instanceof Received.Reply reply) {
                    int index = indexOf(reply.xid(), waiting);
                    observations.add(
                            index < 0
                                    ? reply("unexpected-reply", reply, List.of())
                                    : reply(
                                            "reply",
                                            reply,
                                            operations
                                                    .get(requests.indexOf(waiting.remove(index)))
                                                    .read(reply, names)));
                } else {
                    observations.add(observe(next));
                }
            }
        } catch (DeadlinePassedException e) {
            observations.add(observed("no-reply"));
        }
        return observations;
    }

    private static int indexOf(int xid, List<Request> waiting) {
        for (int i = 0; i < waiting.size(); i++) {
            if (waiting.get(i).xid() == xid) {
                return i;
            }
        }
        return -1;
    }

    /** Asks for a sign that all that the server owes this connection by now was sent. */
    void sendBarrier() {
        if (connection.isPresent()) {
            trySend(connection.get(), List.of(barrier()));
        }
    }

    /** Takes what comes up to the answer to {@link #sendBarrier}, or to the end of the connection. */
    List<Observation> awaitBarrier() throws InterruptedException {
        List<Observation> observations = new ArrayList<>();
        Deadline deadline = Deadline.in(PATIENCE);
        try {
            while (isConnected()) {
                Received next = connection.get().take(deadline);
                if (next instanceof Received.Reply reply
                        && reply.xid() == barrier().xid()) {
                    break;
                }
                observations.add(
                        next instanceof Received.Reply reply
                                ? reply("unexpected-reply", reply, List.of())
                                : observe(next));
            }
        } catch (DeadlinePassedException e) {
            observations.add(observed("no-answer-to-" + (isEnsemble ? "sync" : "ping")));
            cut();
        }
        return observations;
    }

    private Request barrier() {
        return isEnsemble
                ? new Request(
                        BARRIER_XID, OpCode.SYNC, new WireWriter().text("/").toBytes())
                : Request.ping();
    }

    /** Sends; a connection that the server has closed meanwhile shows by its end, which is taken next. */
    private static void trySend(RawClient client, List<Request> requests) {
        try {
            client.send(requests);
        } catch (IOException closedByServer) {
            // The reader thread meets the same end and records it; the caller takes it from there.
        }
    }

    /** Cuts the connection, if there is one. */
    void cut() {
        try {
            if (connection.isPresent()) {
                connection.get().close();
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        connection = Optional.empty();
    }

    private Observation observe(Received received) {
        return switch (received.kind()) {
            case EVENT -> event((Received.Event) received);
            case END -> {
                cut();
                yield observed("closed-by-server");
            }
            case REPLY -> throw new IllegalArgumentException("expected no reply here but got " + received);
        };
    }

    private Observation event(Received.Event event) {
        return new Observation(
                name,
                Observation.EVENT,
                List.of(
                        Value.number("zxid", Value.Type.ZXID, event.zxid()),
                        Value.plain("err", event.error()),
                        Value.plain("type", event.type()),
                        Value.plain("state", event.state()),
                        Value.plain("path", Quoting.quote(names().symbolic(event.path())))));
    }

    private Observation reply(String what, Received.Reply reply, List<Value> body) {
        seenZxid = Math.max(seenZxid, reply.zxid());
        List<Value> values = new ArrayList<>();
        values.add(Value.plain("xid", reply.xid()));
        values.add(Value.number("zxid", Value.Type.ZXID, reply.zxid()));
        values.add(Value.plain("err", reply.error()));
        values.addAll(body);
        return new Observation(name, what, values);
    }

    private Observation observed(String what) {
        return new Observation(name, what, List.of());
    }

    private Names names() {
        return new Names(root, seenZxid);
    }

    private static Bytes zeros() {
        return Bytes.copyOf(new byte[Handshake.PASSWORD_BYTES]);
    }
}
