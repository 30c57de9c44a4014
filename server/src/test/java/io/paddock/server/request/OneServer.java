package io.paddock.server.request;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.paddock.acl.AclEntry;
import io.paddock.acl.Identity;
import io.paddock.acl.Permission;
import io.paddock.command.Command;
import io.paddock.command.EntryCodec;
import io.paddock.machine.CoordinationMachine;
import io.paddock.machine.Decision;
import io.paddock.server.admin.ServerStatistics;
import io.paddock.server.audit.AuditLog;
import io.paddock.server.raft.Wait;
import io.paddock.server.wire.Call;
import io.paddock.server.wire.OpCode;
import io.paddock.server.wire.Outbox;
import io.paddock.session.Owner;
import io.paddock.session.Session;
import io.paddock.store.StoreSettings;
import io.paddock.store.WriteBehindStore;
import io.paddock.tree.Bytes;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;

/**
 * The request path of one server without sockets and without Raft: its log is a queue of entries, applied when the test says so, and its
 * event loops run in the test's thread.
 */
final class OneServer {

    private static final int SERVER = 1;
    private static final long INCARNATION = 1;

    private final Queue<byte[]> log = new LinkedBlockingQueue<>();
    private final Queue<EntryLog.Done> waiting = new ConcurrentLinkedQueue<>();
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    /** The event loop of all connections. */
    private final Executor loop = tasks::add;

    private final ThreadPoolExecutor loaders =
            new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
    private final Path directory;
    private final WriteBehindStore store;
    private final Published published;
    private final WriteBatcher batcher;
    private final Publisher publisher;
    private final RequestPath path;
    private long index;
    private long connections;
    private long sessions;

    /** A server over a new store, which keeps so much of it in memory. */
    OneServer(Path directory, long cacheBytes) {
        this(directory, cacheBytes, (batching, state) -> ReadMarks.off());
    }

    /** One whose reads wait for marks. */
    static OneServer linearizable(Path directory, long cacheBytes) {
        return new OneServer(
                directory,
                cacheBytes,
                (batching, state) -> ReadMarks.through(batching, new Owner(SERVER, 0), state.lock()));
    }

    private OneServer(Path directory, long cacheBytes, BiFunction<WriteBatcher, Published, ReadMarks> marks) {
        this.directory = directory;
        StoreSettings settings = StoreSettings.DEFAULT.withCaches(cacheBytes, cacheBytes);
        store = WriteBehindStore.open(directory, settings, failure -> {});
        index = Math.max(0, store.opened().index());
        // A server that is opened again counts its batches anew.
        long incarnation = INCARNATION + index;
        published = new Published(store, CoordinationMachine.open(store));
        batcher = new WriteBatcher(
                new BatchSettings(SERVER, incarnation, false, 1000, 1 << 20, 100, 1 << 20, 100),
                (entry, done) -> {
                    waiting.add(done);
                    log.add(entry);
                },
                batch -> {},
                () -> 1000,
                (delayMs, task) -> tasks.add(task),
                fault -> {
                    throw new AssertionError(fault);
                });
        batcher.lead();
        path = new RequestPath(
                published,
                batcher,
                new ReadService(new ServerFeatures(new TreeMap<>())),
                marks.apply(batcher, published),
                new ColdLoader(loaders),
                (wanted, identities, then) -> then.accept(Optional.empty()),
                new ServerStatistics(),
                AuditLog.off());
        publisher = new Publisher(SERVER, incarnation, path, new Publisher.SessionListener() {
            @Override
            public void attached(Session session) {}

            @Override
            public void ended(long sessionId) {}
        });
    }

    /** One client's connection, its frames as they leave. */
    final class Client implements Link {
        private final Owner owner = new Owner(SERVER, ++connections);
        private final Outbox outbox = new Outbox(UnpooledByteBufAllocator.DEFAULT);
        private final RequestPipeline pipeline =
                new RequestPipeline(path, this, outbox, owner, List.of(new Identity("ip", "127.0.0.1")));
        private final List<Frame> frames = new ArrayList<>();
        private String closedBecause = "";
        private int xid;

        /** Sends requests that come in one readiness. */
        void send(Call... calls) {
            List<Pending> requests = new ArrayList<>();
            for (Call call : calls) {
                xid++;
                requests.add(new Pending(pipeline, xid, opCode(call), call, pipeline.identities(), 10));
            }
            pipeline.accept(requests);
            flush();
        }

        /** Asks for a session of that id, a new one unless there is a password. */
        void connect(long sessionId, Command command) {
            pipeline.connect(
                    new Pending(pipeline, 0, OpCode.CREATE_SESSION, new Call.Write(command), pipeline.identities(), 0),
                    sessionId,
                    true);
            applyAll();
            frames.clear();
        }

        RequestPipeline pipeline() {
            return pipeline;
        }

        /** The frames that have left so far. */
        List<Frame> frames() {
            return frames;
        }

        /** Why the connection was closed, empty while it is open. */
        String closedBecause() {
            return closedBecause;
        }

        @Override
        public void answered(int requestBytes) {}

        @Override
        public Executor loop() {
            return loop;
        }

        @Override
        public void flush() {
            ByteBuf out = outbox.take();
            while (out.isReadable()) {
                ByteBuf frame = out.readSlice(out.readInt());
                frames.add(new Frame(frame.readInt(), frame.readLong(), frame.readInt()));
            }
            out.release();
        }

        @Override
        public void opened() {}

        @Override
        public void closeAfterFlush(String reason) {
            flush();
            closedBecause = reason;
        }
    }

    /** The header of a reply, or of an event, whose xid is -1. */
    record Frame(int xid, long zxid, int error) {}

    private static OpCode opCode(Call call) {
        return switch (call.kind()) {
            case GET_DATA -> OpCode.GET_DATA;
            case GET_CHILDREN -> OpCode.GET_CHILDREN;
            case EXISTS -> OpCode.EXISTS;
            case SYNC -> OpCode.SYNC;
            case WRITE ->
                ((Call.Write) call).command() instanceof Command.CloseSession ? OpCode.CLOSE_SESSION : OpCode.SET_DATA;
            default -> OpCode.PING;
        };
    }

    /** A client with a session. */
    Client client() {
        Client client = new Client();
        client.connect(++sessions, new Command.CreateSession(password(sessions), 10_000));
        return client;
    }

    /** A connection without a session yet. */
    Client connection() {
        return new Client();
    }

    /** The password of a session made by {@link #client}. */
    static Bytes password(long session) {
        byte[] password = new byte[16];
        password[0] = (byte) session;
        return Bytes.of(password);
    }

    /** Applies all that was sent and waits until nothing more comes of it. */
    void applyAll() {
        while (batcher.outstanding() > 0) {
            applyNext();
        }
        runTasks();
    }

    /** Applies the next entry, without running what it gives to the event loops. */
    void applyNext() {
        batcher.move();
        index++;
        publisher.apply(EntryCodec.decodeEntry(ByteBuffer.wrap(log.remove())), 1, index);
        waiting.remove().done(true);
    }

    /** The next entry gets into the state without being applied here, as when a snapshot brings it. */
    void jumpOverNext() {
        batcher.move();
        index++;
        CoordinationMachine machine = published.machine();
        Decision decision = machine.decide(EntryCodec.decodeEntry(ByteBuffer.wrap(log.remove())), 1, index);
        decision.batches().forEach(batch -> batch.steps().forEach(machine::publish));
        machine.finish(decision);
        waiting.remove().done(true);
        publisher.jumped();
    }

    /** How often the event loop was woken for something that it has not done yet. */
    int wakeUps() {
        return tasks.size();
    }

    /** Runs what the event loops have to do. */
    void runTasks() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }

    /** Runs what the event loops have to do until the client has that many frames. */
    void runUntil(Client client, int count) {
        Wait.until(count + " frames", () -> {
            runTasks();
            return client.frames.size() >= count;
        });
    }

    /** Writes everything to disk, so that what the caches do not hold must be loaded. */
    void writeAll() {
        store.checkpoint(directory.resolveSibling("checkpoint" + index));
    }

    static Call create(String path) {
        List<AclEntry> open = List.of(new AclEntry(Permission.ALL, "world", "anyone"));
        return new Call.Write(new Command.Create(Command.CreateForm.CREATE, path, Bytes.EMPTY, open, 0, 0));
    }

    static Call set(String path) {
        return new Call.Write(new Command.SetData(path, Bytes.EMPTY, -1));
    }

    /** How often reads had something loaded. */
    long loads() {
        return loaders.getTaskCount();
    }

    void close() throws InterruptedException {
        batcher.stop();
        loaders.shutdownNow();
        store.close();
    }
}
