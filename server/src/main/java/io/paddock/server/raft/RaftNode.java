package io.paddock.server.raft;

import io.paddock.server.raft.transport.SocketRpc;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.ratis.proto.RaftProtos.RaftPeerRole;
import org.apache.ratis.protocol.ClientId;
import org.apache.ratis.protocol.LeaderElectionManagementRequest;
import org.apache.ratis.protocol.Message;
import org.apache.ratis.protocol.RaftClientAsynchronousProtocol;
import org.apache.ratis.protocol.RaftClientReply;
import org.apache.ratis.protocol.RaftClientRequest;
import org.apache.ratis.protocol.RaftGroup;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.protocol.SnapshotManagementRequest;
import org.apache.ratis.protocol.TransferLeadershipRequest;
import org.apache.ratis.protocol.exceptions.LeaderNotReadyException;
import org.apache.ratis.protocol.exceptions.LeaderSteppingDownException;
import org.apache.ratis.protocol.exceptions.NotLeaderException;
import org.apache.ratis.server.DivisionInfo;
import org.apache.ratis.server.RaftConfiguration;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.protocol.TermIndex;
import org.apache.ratis.server.storage.RaftStorage;
import org.apache.ratis.thirdparty.com.google.protobuf.UnsafeByteOperations;
import org.apache.ratis.util.LifeCycle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This server's part in the Raft group: a leader submits entries, and every server applies all of them in the same order to its {@link
 * ReplicatedState}.
 *
 * <p>{@link #start} once and {@link #close} once; everything else from any thread in between. {@link #submit} has one caller at a time: entries enter
 * the log in the order of its calls. What ends replication without {@link #close} goes to the {@link FatalHandler}: a process that lives on
 * without a log would be a server that never answers.
 */
public final class RaftNode implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RaftNode.class);
    private static final long SNAPSHOT_TIMEOUT_MS = 60_000;
    private static final long TRANSFER_TIMEOUT_MS = 5_000;
    private static final long HAND_OVER_TIMEOUT_MS = 1_000;
    private static final long CLOSE_PATIENCE_NANOS = 10_000_000_000L;
    /** How long Raft may take to end when it is told to. */
    private static final long END_PATIENCE_S = 5;

    private final RaftSettings settings;
    private final ReplicatedState state;
    private final SnapshotFiles snapshots;
    private final FatalHandler fatal;
    private final MembersWitness witness;
    private final LogVolume volume;
    private final AdapterEvents events;
    private final Installer installer;
    private final RoleWatch roleWatch;
    private final SnapshotTrigger trigger;
    private final RaftGroupId group;
    private final ClientId client = ClientId.randomId();
    private final AtomicLong calls = new AtomicLong();
    private final AtomicBoolean halted = new AtomicBoolean();
    private volatile RatisAdapter adapter;
    private volatile RaftServer server;
    private volatile RaftServer.Division division;
    private volatile RaftClientAsynchronousProtocol log;
    private volatile LostLeader lostLeader;
    private volatile RaftStatus lastStatus = RaftStatus.NONE;
    private volatile boolean isOutside;
    /** Since when Raft has been ending by itself, 0 when it does not; the role thread. */
    private long closingNanos;

    /**
     * Touches nothing yet.
     *
     * @param snapshots where checkpoints of this server are kept
     * @param source brings those of others
     * @param witness is told the members, and asked whether this server is one
     * @param fatal stops the process; called once
     */
    public RaftNode(
            RaftSettings settings,
            ReplicatedState state,
            SnapshotFiles snapshots,
            CheckpointSource source,
            MembersWitness witness,
            FatalHandler fatal) {
        this.settings = settings;
        this.witness = witness;
        this.state = state;
        this.snapshots = snapshots;
        this.fatal = (reason, cause) -> haltOnce(fatal, reason, cause);
        this.volume = new LogVolume(settings.limits());
        this.group = RaftGroupId.valueOf(settings.groupId());
        this.installer = new Installer(state, snapshots, source);
        this.roleWatch = new RoleWatch(this::look, state, this.fatal);
        this.trigger = new SnapshotTrigger(this::makeSnapshot, this.fatal);
        this.events = new AdapterEvents(roleWatch, trigger, installer, witness);
    }

    private void haltOnce(FatalHandler handler, String reason, Throwable cause) {
        if (halted.compareAndSet(false, true)) {
            handler.halt(reason, cause);
        }
    }

    /** Whether this server has taken part in its group before: its log or its members are on disk. */
    public static boolean hasHistory(RaftSettings settings) throws IOException {
        return StartCheck.hasHistory(settings);
    }

    /**
     * Looks at what is on disk and begins. When it returns, this server takes part; what it knows of leaders comes through the state.
     *
     * @throws IOException when something that must be there is not, or is damaged
     */
    public void start(StartMode mode) throws IOException {
        enter(mode);
        roleWatch.start();
        trigger.start();
    }

    private void enter(StartMode mode) throws IOException {
        LogPosition begin = new StartCheck(settings, state, snapshots).run();
        adapter = new RatisAdapter(state, volume, fatal, events);
        adapter.beginAt(begin);
        server = RaftServer.newBuilder()
                .setServerId(RatisTypes.peerId(settings.serverId()))
                .setGroup(RaftGroup.valueOf(group, RatisTypes.peers(firstMembers(mode))))
                .setOption(RaftStorage.StartupOption.RECOVER)
                .setStateMachine(adapter)
                .setProperties(RatisSettings.properties(settings))
                .setParameters(RatisSettings.transport(settings).asParameters(state))
                .build();
        division = server.getDivision(group);
        log = (RaftClientAsynchronousProtocol) division;
        SocketRpc rpc = (SocketRpc) server.getServerRpc();
        lostLeader = new LostLeader(server, division, rpc, settings.timeouts().electionMaxMs(), fatal);
        rpc.watchWith(lostLeader);
        try {
            server.start();
        } catch (CompletionException | IllegalStateException e) {
            throw afterLeaving(
                    new IOException("could not start replication: " + rootOf(e).getMessage(), e));
        } catch (IOException e) {
            throw afterLeaving(e);
        }
    }

    /** Leaves what was entered in part; an end that fails too does not hide why. */
    private IOException afterLeaving(IOException reason) {
        try {
            leave();
        } catch (IOException | RuntimeException second) {
            reason.addSuppressed(second);
        }
        return reason;
    }

    /** Counts only where there is no history. An observer that is alone in its configuration never stands for election. */
    private List<RaftMember> firstMembers(StartMode mode) {
        return switch (mode) {
            case FOUNDING -> settings.members();
            case JOINING -> settings.self().observer() ? List.of(settings.self()) : List.of();
        };
    }

    private static Throwable rootOf(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    private void leave() throws IOException {
        adapter.expectClose();
        lostLeader.close();
        end();
    }

    /**
     * Ratis 3.3.0 can wait for itself here for ever: who closes the log holds its lock while waiting for the thread that evicts segments from
     * memory, which may be waiting for that lock: most likely after a leader has handed over, when the first entry of the next one begins a
     * segment. What was acknowledged is on disk by then.
     */
    private void end() throws IOException {
        RaftServer ending = server;
        CompletableFuture<Void> ended = new CompletableFuture<>();
        Thread closer = new Thread(
                () -> {
                    try {
                        ending.close();
                        ended.complete(null);
                    } catch (IOException | RuntimeException failed) {
                        ended.completeExceptionally(failed);
                    }
                },
                "raft-end");
        closer.setDaemon(true);
        closer.start();
        try {
            ended.orTimeout(END_PATIENCE_S, TimeUnit.SECONDS).join();
        } catch (CompletionException failed) {
            String why = failed.getCause() instanceof TimeoutException
                    ? "it did not end within " + END_PATIENCE_S + " s"
                    : failed.getCause().getMessage();
            throw new IOException("Raft did not end cleanly: " + why, failed.getCause());
        }
    }

    /** Puts an entry into the log, if this server leads. The array is not copied. The listener is told once, perhaps before this returns. */
    public void submit(byte[] entry, SubmitListener listener) {
        if (entry.length > settings.limits().entryBytesMax()) {
            throw new IllegalArgumentException("expected an entry of at most "
                    + settings.limits().entryBytesMax() + " bytes but got " + entry.length);
        }
        RaftClientRequest request = RaftClientRequest.newBuilder()
                .setClientId(client)
                .setServerId(division.getId())
                .setGroupId(group)
                .setCallId(calls.incrementAndGet())
                .setMessage(Message.valueOf(UnsafeByteOperations.unsafeWrap(entry)))
                .setType(RaftClientRequest.writeRequestType())
                .build();
        CompletableFuture<RaftClientReply> future;
        try {
            future = log.submitClientRequestAsync(request);
        } catch (IOException | IllegalStateException e) {
            LOG.debug("an entry was refused", e);
            listener.submitted(SubmitOutcome.FAILED);
            return;
        }
        // Nothing can come out of it: the listener only hands over.
        CompletableFuture<RaftClientReply> unused =
                future.whenComplete((reply, failure) -> listener.submitted(outcome(reply, failure)));
    }

    private static SubmitOutcome outcome(RaftClientReply reply, Throwable failure) {
        if (failure == null && reply.isSuccess()) {
            return SubmitOutcome.APPLIED;
        }
        Throwable cause = failure == null ? reply.getException() : unwrapped(failure);
        if (cause instanceof NotLeaderException
                || cause instanceof LeaderNotReadyException
                || cause instanceof LeaderSteppingDownException) {
            return SubmitOutcome.NOT_LEADER;
        }
        LOG.debug("an entry failed", cause);
        return SubmitOutcome.FAILED;
    }

    static Throwable unwrapped(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    /** Whether this server leads and has applied all entries of earlier terms. */
    public boolean isLeaderReady() {
        return division.getInfo().isLeaderReady();
    }

    /** The leader, as far as this server knows. */
    public OptionalInt leader() {
        RaftPeerId leader = division.getInfo().getLeaderId();
        return leader == null || isForgottenObserver()
                ? OptionalInt.empty()
                : OptionalInt.of(RatisTypes.serverId(leader));
    }

    /** A follower that hears nothing stands for election and knows of no leader then; an observer in Ratis goes on believing in the last one. */
    private boolean isForgottenObserver() {
        DivisionInfo info = division.getInfo();
        return info.isListener()
                && info.getRoleInfoProto().getFollowerInfo().getLeaderInfo().getLastRpcElapsedTimeMs()
                        > settings.timeouts().electionMaxMs();
    }

    /** Whether this server follows without a vote. */
    public boolean isObserver() {
        return division.getInfo().isListener();
    }

    /** Whether this server is one of the {@link #members}. */
    public boolean isMember() {
        return !isOutside && members().stream().anyMatch(member -> member.id() == settings.serverId());
    }

    /** The members, unless a change of them is under way. */
    public Optional<List<RaftMember>> settledMembers() {
        RaftConfiguration configuration = division.getRaftConf();
        boolean isChanging = !configuration
                        .getPreviousPeers(RaftPeerRole.FOLLOWER)
                        .isEmpty()
                || !configuration.getPreviousPeers(RaftPeerRole.LISTENER).isEmpty();
        boolean isCommitted = division.getRaftLog().getLastCommittedIndex() >= configuration.getLogEntryIndex();
        return isChanging || !isCommitted ? Optional.empty() : Optional.of(RatisStatus.members(configuration));
    }

    /** The newest term that this server has seen. */
    public long term() {
        return division.getInfo().getCurrentTerm();
    }

    /** The members as this server knows them, by id; the newest may not be committed yet. */
    public List<RaftMember> members() {
        RaftConfiguration configuration = division.getRaftConf();
        return RatisStatus.members(configuration);
    }

    /** Elections that this server began because it knew its leader to be gone. */
    int promptElections() {
        return lostLeader.elections();
    }

    /** Such elections of others that it saw no reason for. */
    int promptElectionsRefused() {
        return lostLeader.refusals();
    }

    /** How replication stands. */
    public RaftStatus status() {
        long snapshot = snapshots.newest().map(c -> c.position().index()).orElse(LogPosition.START.index());
        try {
            lastStatus = RatisStatus.of(division, snapshot, volume.bytesSinceSnapshot());
        } catch (IllegalStateException e) {
            // The log is closed: this server begins again as an observer, or is about to halt.
            LOG.debug("no status at the moment", e);
        }
        return lastStatus;
    }

    private RoleWatch.Role look() {
        if (wasMadeObserver()) {
            enterAgain("has no vote any more: beginning again as an observer");
        } else if (isClosed() && wasRemoved()) {
            enterAgain("is no member any more: waiting to be added again");
        } else if (isOutside && division.getInfo().getLeaderId() != null) {
            comeBack();
        }
        DivisionInfo info = division.getInfo();
        while (true) {
            long term = info.getCurrentTerm();
            RoleWatch.Role role = new RoleWatch.Role(!isClosed(), leader(), term, info.isLeaderReady());
            if (info.getCurrentTerm() == term) {
                return role;
            }
        }
    }

    /**
     * A follower whose vote was taken stays a follower to Ratis, and when the leader dies it stands for election, finds that it may not, and
     * closes itself.
     */
    private boolean wasMadeObserver() {
        RaftConfiguration members = division.getRaftConf();
        boolean isObserver = members.getPeer(division.getId(), RaftPeerRole.LISTENER) != null
                && members.getPeer(division.getId(), RaftPeerRole.FOLLOWER) == null
                && members.getPreviousPeers(RaftPeerRole.FOLLOWER).isEmpty();
        return isObserver
                && division.getInfo().isFollower()
                && division.getInfo().isAlive();
    }

    /** Whether Raft has ended by itself; the role thread. While it ends, its files are locked. */
    private boolean isClosed() {
        LifeCycle.State state = division.getInfo().getLifeCycleState();
        if (!state.isClosingOrClosed()) {
            closingNanos = 0;
            return false;
        }
        if (closingNanos == 0) {
            closingNanos = System.nanoTime();
        }
        return state == LifeCycle.State.CLOSED || System.nanoTime() - closingNanos > CLOSE_PATIENCE_NANOS;
    }

    /**
     * Ratis closes itself in a server that stands for election and is no member. If the server knows that from its log, it would not stand for
     * election when it begins again; if it was down when it was removed, it would, for ever, and is kept from it until a leader speaks to it.
     */
    private boolean wasRemoved() {
        boolean isListed = members().stream().anyMatch(member -> member.id() == settings.serverId());
        isOutside = isListed && witness.saysRemoved();
        return !isListed || isOutside;
    }

    /** The role thread. What is on disk, and {@link #isOutside}, decide what it is now. */
    private void enterAgain(String news) {
        LOG.info("server {} {}", settings.serverId(), news);
        try {
            leave();
            enter(StartMode.JOINING);
            if (isOutside) {
                pauseElections(true);
            }
        } catch (IOException e) {
            fatal.halt("could not begin again as a server that " + news, e);
        }
    }

    private void comeBack() {
        LOG.info("server {} has a leader again", settings.serverId());
        try {
            pauseElections(false);
            isOutside = false;
        } catch (IOException e) {
            fatal.halt("could not take part again", e);
        }
    }

    private void pauseElections(boolean isPause) throws IOException {
        LeaderElectionManagementRequest request = isPause
                ? LeaderElectionManagementRequest.newPause(client, division.getId(), group, calls.incrementAndGet())
                : LeaderElectionManagementRequest.newResume(client, division.getId(), group, calls.incrementAndGet());
        RaftClientReply reply = server.leaderElectionManagementAsync(request).join();
        if (!reply.isSuccess()) {
            throw new IOException("elections could not be paused or resumed", reply.getException());
        }
    }

    /** Gives up the leadership; an ensemble of one elects itself again, in a new term. Completes with whether it worked. */
    public CompletionStage<Boolean> stepDown() {
        return transfer(null, TRANSFER_TIMEOUT_MS);
    }

    /** Hands the leadership to another voter. Completes with whether it worked. */
    public CompletionStage<Boolean> transferLeadership(int target) {
        return transfer(RatisTypes.peerId(target), TRANSFER_TIMEOUT_MS);
    }

    /**
     * Before this server stops: if it leads, hands the leadership to the voter whose log goes furthest, so that nobody has to find out that it is gone.
     * Completes soon, with whether another one leads.
     */
    public CompletionStage<Boolean> handOver() {
        return handOverTarget()
                .map(target -> transfer(RatisTypes.peerId(target), HAND_OVER_TIMEOUT_MS))
                .orElseGet(() -> CompletableFuture.completedFuture(false));
    }

    private Optional<Integer> handOverTarget() {
        if (!isLeaderReady()) {
            return Optional.empty();
        }
        return status().peers().stream()
                .filter(peer -> !peer.observer()
                        && peer.silentMs() < settings.timeouts().electionMinMs())
                .max(Comparator.comparingLong(PeerState::matchIndex))
                .map(PeerState::id);
    }

    private CompletionStage<Boolean> transfer(RaftPeerId target, long timeoutMs) {
        TransferLeadershipRequest request = new TransferLeadershipRequest(
                client, division.getId(), group, calls.incrementAndGet(), target, timeoutMs);
        try {
            return server.transferLeadershipAsync(request).handle((reply, failure) -> {
                boolean isDone = failure == null && reply.isSuccess();
                if (!isDone) {
                    LOG.info("the leadership was not handed over", failure == null ? reply.getException() : failure);
                }
                return isDone;
            });
        } catch (IOException e) {
            LOG.info("the leadership was not handed over", e);
            return CompletableFuture.completedFuture(false);
        }
    }

    /**
     * Changes the members, if they are {@code expected} now. New servers must run already, started as {@link StartMode#JOINING}. A server
     * that is no member any more stops.
     */
    public CompletionStage<MembersOutcome> setMembers(List<RaftMember> expected, List<RaftMember> wanted) {
        return new MembersChange(server, division, client, calls.incrementAndGet()).run(expected, wanted);
    }

    /** The snapshot thread. */
    private void makeSnapshot() throws IOException, InterruptedException {
        if (!volume.isSnapshotDue()) {
            return;
        }
        Checkpoint made = installer.makeCheckpoint();
        adapter.offer(made);
        SnapshotManagementRequest request = SnapshotManagementRequest.newCreate(
                client, division.getId(), group, calls.incrementAndGet(), SNAPSHOT_TIMEOUT_MS, 1);
        try {
            RaftClientReply reply = server.snapshotManagementAsync(request).join();
            if (!reply.isSuccess()) {
                LOG.info("the log was not purged", reply.getException());
            }
        } catch (CompletionException e) {
            LOG.info("the log was not purged", e);
        }
    }

    /**
     * Leaves the group's communication and closes the log; the state is not called afterwards.
     *
     * @throws IOException when that failed, or took too long: the state may still be called then
     */
    @Override
    public void close() throws IOException {
        if (server == null) {
            return;
        }
        roleWatch.stop();
        trigger.stop();
        leave();
    }

    /** Waits for the end of a thread that was told to end; an interrupt is kept for later. */
    static void join(Thread thread) {
        boolean wasInterrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                wasInterrupted = true;
            }
        }
        if (wasInterrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** What the adapter reports, to whom it concerns. */
    private record AdapterEvents(
            RoleWatch roleWatch, SnapshotTrigger trigger, Installer installer, MembersWitness witness)
            implements RatisAdapter.Events {

        @Override
        public void roleMayHaveChanged() {
            roleWatch.wake();
        }

        @Override
        public void snapshotDue() {
            trigger.due();
        }

        @Override
        public void membersSeen(List<RaftMember> members) {
            witness.membersChanged(members);
        }

        @Override
        public CompletableFuture<TermIndex> catchUp(int leader, TermIndex firstAvailable) {
            return installer.catchUp(leader, firstAvailable);
        }

        @Override
        public LogPosition installReceived() throws IOException {
            return installer.installReceived();
        }
    }
}
