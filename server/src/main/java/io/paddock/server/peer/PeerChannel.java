package io.paddock.server.peer;

import io.paddock.server.io.EventLoops;
import io.paddock.server.raft.CheckpointSource;
import io.paddock.server.raft.FatalHandler;
import io.paddock.server.raft.LogPosition;
import io.paddock.server.raft.MembersWitness;
import io.paddock.server.raft.RaftMember;
import io.paddock.server.raft.SnapshotFiles;
import io.paddock.server.raft.StartMode;
import io.paddock.tree.Bytes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * This server's conversations with the others: it listens, keeps one connection to the current leader, and visits others when it must. Any thread.
 *
 * <p>Order of use: {@link #start}, {@link #admit}, then Raft with this as its source of checkpoints and its witness of the members; {@link #follow}
 * with every change of leader; {@link #close} after Raft is closed.
 */
public final class PeerChannel implements CheckpointSource, MembersWitness, AutoCloseable {

    private static final long STATUS_TIMEOUT_MS = 3_000;
    private static final long PROBE_TIMEOUT_MS = 4_000;
    private static final long CHANGE_TIMEOUT_MS = 120_000;

    private final PeerSettings settings;
    private final IdentityMarker identity;
    private final SeenServers seen;
    private final SnapshotFiles snapshots;
    private final PeerHandler handler;
    private final FatalHandler fatal;
    private final PeerTransport transport;
    private final SerialExecutor memory;
    private final LeaderLink link;
    private final Introductions introductions;
    private volatile Map<Integer, PeerAddress> addresses;
    private volatile boolean forgivesLoss;

    /**
     * Reads what this server's disk knows of others; opens no socket yet.
     *
     * @param dataDirectory where it is
     * @param loops one of them carries its connections; they are not closed with it
     * @param fatal stops the process when another server proves that this one has lost data
     */
    public PeerChannel(
            PeerSettings settings,
            IdentityMarker identity,
            Path dataDirectory,
            SnapshotFiles snapshots,
            PeerHandler handler,
            EventLoops loops,
            FatalHandler fatal)
            throws IOException {
        this.settings = settings;
        this.identity = identity;
        this.seen = SeenServers.open(dataDirectory);
        this.snapshots = snapshots;
        this.handler = handler;
        this.fatal = fatal;
        this.addresses = settings.others();
        this.transport = new PeerTransport(settings, loops.one());
        this.memory = new SerialExecutor(transport::blocking);
        this.link = new LeaderLink(
                transport.loop(),
                (server, conversation) -> dial(server, PeerMessage.Purpose.JOIN, conversation),
                handler,
                this::checkMemory);
        this.introductions = new Introductions(
                transport.loop(), server -> visit(server, PeerMessage.Purpose.JOIN), this::checkMemory);
    }

    /** Listens, unless it is alone. From now on others are answered; {@link PeerHandler#onBatch} may be called. */
    public void start() throws IOException {
        InboundPeer.Host host = new InboundPeer.Host(identity, seen, snapshots, handler, transport::blocking, fatal);
        transport.listen(() -> new InboundPeer(host));
    }

    /**
     * Decides whether this server may take part, and has its incarnation on disk. A server that has no log asks the others first, and waits
     * until a majority of the ensemble can be asked.
     *
     * @param hasHistory whether there is a log
     * @param allowsWiped whether the operator says that it may have lost its data
     * @throws WipedServerException when it has lost data
     */
    public StartMode admit(boolean hasHistory, boolean allowsWiped) throws IOException, InterruptedException {
        forgivesLoss = allowsWiped;
        StartMode mode = new Admission(identity, settings.others().keySet(), settings.patienceMs(), this::visit)
                .admit(hasHistory, allowsWiped);
        transport.onLoop(() -> introductions.toAll(addresses.keySet()));
        return mode;
    }

    /** The members as this server's log remembers them, for finding them. Any thread; does not block. */
    public void membersRemembered(List<RaftMember> members) {
        transport.onLoop(() -> learn(members));
    }

    /** Also decides who may come back without data. */
    @Override
    public void membersChanged(List<RaftMember> members) {
        Set<Integer> ids = members.stream().map(RaftMember::id).collect(Collectors.toCollection(TreeSet::new));
        memory.execute(() -> {
            try {
                identity.noteHistory();
                seen.membersAre(ids);
            } catch (IOException e) {
                fatal.halt("could not remember the members", e);
            }
        });
        transport.onLoop(() -> learn(members));
    }

    @Override
    public boolean saysRemoved() {
        Map<Integer, CompletableFuture<PeerMessage.Welcome>> visits = new HashMap<>();
        addresses.keySet().forEach(server -> visits.put(server, visit(server, PeerMessage.Purpose.PROBE)));
        List<Standing> answers =
                visits.values().stream().map(PeerChannel::standingBy).toList();
        return answers.contains(Standing.STRANGER) && !answers.contains(Standing.MEMBER);
    }

    /** Who does not answer knows nothing. */
    private static Standing standingBy(CompletableFuture<PeerMessage.Welcome> visit) {
        return visit.orTimeout(PROBE_TIMEOUT_MS, TimeUnit.MILLISECONDS)
                .handle((welcome, failure) -> failure == null ? welcome.standing() : Standing.UNDECIDED)
                .join();
    }

    /** Without reconfiguration, configured addresses win over remembered ones. */
    private void learn(List<RaftMember> members) {
        if (members.isEmpty()) {
            return;
        }
        Map<Integer, PeerAddress> known = new HashMap<>();
        members.stream()
                .filter(m -> m.id() != identity.server())
                .forEach(m -> known.put(m.id(), new PeerAddress(m.host(), m.peerPort())));
        if (!settings.reconfigurable()) {
            known.putAll(settings.others());
        }
        boolean isNew = !known.keySet().equals(addresses.keySet());
        addresses = Map.copyOf(known);
        if (isNew) {
            introductions.toAll(new HashSet<>(known.keySet()));
        }
    }

    /** Keeps a connection to this leader from now on; to nobody when it is empty or this server itself. */
    public void follow(OptionalInt leader) {
        boolean isOther = leader.isPresent() && leader.getAsInt() != identity.server();
        transport.onLoop(() -> link.follow(isOther ? leader : OptionalInt.empty()));
    }

    /**
     * Sends a batch to the leader. Batches of one thread arrive in order, as long as the connection stands. A caller that has not yet acted on {@link
     * PeerHandler#onChannelUp} may send into a new connection what comes too early there: the replicated state refuses it, and it comes again in its
     * turn.
     *
     * @return false when there is no connection: {@link PeerHandler#onChannelUp} tells when there is one
     */
    public boolean send(byte[] batch) {
        if (batch.length >= settings.frameBytesMax()) {
            throw new IllegalArgumentException(
                    "expected a batch of less than " + settings.frameBytesMax() + " bytes but got " + batch.length);
        }
        return link.send(new PeerMessage.ForwardedBatch(Bytes.of(batch)));
    }

    /** Reports sessions to the leader; false when there is no connection. */
    public boolean report(SessionReport report) {
        return link.send(new PeerMessage.Sessions(report));
    }

    /** Asks another server for its {@link PeerHandler#status}. */
    public CompletionStage<byte[]> status(int server) {
        PeerCall call = PeerCall.statusRequest();
        dial(server, PeerMessage.Purpose.PROBE, call);
        return call.answer().orTimeout(STATUS_TIMEOUT_MS, TimeUnit.MILLISECONDS).thenApply(Bytes::array);
    }

    /** Has {@code leader} change the members: {@link PeerHandler#onChangeRequest} there. */
    public CompletionStage<byte[]> requestChange(int leader, byte[] request) {
        PeerCall call = PeerCall.changeRequest(Bytes.of(request));
        dial(leader, PeerMessage.Purpose.PROBE, call);
        return call.answer().orTimeout(CHANGE_TIMEOUT_MS, TimeUnit.MILLISECONDS).thenApply(Bytes::array);
    }

    /** Whether a server of this id and ensemble answers at {@code address}, which need not be a member's. */
    public CompletionStage<Boolean> isThere(int server, PeerAddress address) {
        PeerCall call = PeerCall.greeting();
        dial(server, address, PeerMessage.Purpose.PROBE, call);
        return call.welcome()
                .orTimeout(PROBE_TIMEOUT_MS, TimeUnit.MILLISECONDS)
                .handle((welcome, failure) -> failure == null);
    }

    @Override
    public CompletionStage<Optional<LogPosition>> fetch(int server, Path target) {
        SnapshotReceiver receiver = new SnapshotReceiver(target, transport::blocking);
        dial(server, PeerMessage.Purpose.FETCH, receiver);
        return receiver.result();
    }

    private CompletableFuture<PeerMessage.Welcome> visit(int server, PeerMessage.Purpose purpose) {
        PeerCall call = PeerCall.greeting();
        dial(server, purpose, call);
        return call.welcome();
    }

    private void dial(int server, PeerMessage.Purpose purpose, Conversation conversation) {
        PeerAddress address = addresses.get(server);
        if (address == null) {
            transport
                    .loop()
                    .execute(() ->
                            conversation.ended(new IOException("the address of server " + server + " is not known")));
            return;
        }
        dial(server, address, purpose, conversation);
    }

    private void dial(int server, PeerAddress address, PeerMessage.Purpose purpose, Conversation conversation) {
        PeerMessage.Hello hello = new PeerMessage.Hello(
                identity.cluster(), identity.server(), identity.incarnation(), identity.previousIncarnation(), purpose);
        transport.connect(
                address,
                new Initiator(hello, server, conversation),
                failure -> transport.onLoop(() -> conversation.ended(failure)));
    }

    private void checkMemory(PeerMessage.Welcome welcome) {
        if (!forgivesLoss && Admission.remembersMore(identity, welcome)) {
            fatal.halt(
                    "another server remembers more of this one than it does itself",
                    new WipedServerException(
                            identity.server(),
                            "server " + welcome.server() + " has seen a later run of it, or two servers have this id"));
        }
    }

    @Override
    public void close() {
        follow(OptionalInt.empty());
        try {
            transport.close();
        } catch (InterruptedException e) {
            // The process ends, and takes the rest with it.
            Thread.currentThread().interrupt();
        }
    }
}
