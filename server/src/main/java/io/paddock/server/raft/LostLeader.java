package io.paddock.server.raft;

import io.paddock.server.raft.Succession.Claim;
import io.paddock.server.raft.Succession.View;
import io.paddock.server.raft.transport.LeaderWatch;
import io.paddock.server.raft.transport.SocketRpc;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Future;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.ratis.proto.RaftProtos.RaftPeerRole;
import org.apache.ratis.proto.RaftProtos.RaftRpcReplyProto;
import org.apache.ratis.proto.RaftProtos.RaftRpcRequestProto;
import org.apache.ratis.proto.RaftProtos.RequestVoteReplyProto;
import org.apache.ratis.proto.RaftProtos.RequestVoteRequestProto;
import org.apache.ratis.proto.RaftProtos.StartLeaderElectionRequestProto;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.server.DivisionInfo;
import org.apache.ratis.server.RaftConfiguration;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.protocol.TermIndex;
import org.apache.ratis.util.ProtoUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has a follower stand for election as soon as its leader is known to be dead, long before the time-out: a process that ends closes its
 * connections at once, and its host refuses new ones.
 *
 * <p>That alone could be a broken link, so it asks the other voters, and only when a majority, itself included, has lost the leader in the same
 * way does it let Ratis begin an election. This is Ratis' pre-vote with better evidence than silence; Ratis' own would be refused, because the
 * others heard from the leader a moment ago. When it comes to nothing, the time-outs decide as ever.
 *
 * <p>Any thread. See docs/decisions/0010.
 */
final class LostLeader implements LeaderWatch, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LostLeader.class);
    private static final long PAUSE_MS_MIN = 5;
    private static final long PAUSE_MS_MAX = 80;
    /** For a majority to answer; less than {@link Succession#PROMISE_MS}. */
    private static final long ANSWERS_MS = 400;
    /** More than an ensemble has voters; what exceeds it is left undone. */
    private static final int THREADS_MAX = 64;

    private static final long IDLE_S = 5;

    private final RaftServer server;
    private final RaftServer.Division division;
    private final SocketRpc rpc;
    private final long patienceNanos;
    private final int self;
    private final Succession succession;
    private final ThreadPoolExecutor threads;
    private final AtomicInteger elections = new AtomicInteger();
    private final AtomicInteger refusals = new AtomicInteger();
    private volatile boolean isClosed;

    /**
     * Watches nothing yet.
     *
     * @param patienceMs how long to try: a time-out, after which Ratis stands by itself
     * @param fatal hears of a fault of this class
     */
    LostLeader(RaftServer server, RaftServer.Division division, SocketRpc rpc, long patienceMs, FatalHandler fatal) {
        this.server = server;
        this.division = division;
        this.rpc = rpc;
        this.patienceNanos = TimeUnit.MILLISECONDS.toNanos(patienceMs);
        this.self = RatisTypes.serverId(division.getId());
        this.succession = new Succession(self);
        this.threads = new ThreadPoolExecutor(
                0,
                THREADS_MAX,
                IDLE_S,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                task -> newThread(task, fatal),
                new ThreadPoolExecutor.DiscardPolicy());
    }

    private static Thread newThread(Runnable task, FatalHandler fatal) {
        Thread thread = new Thread(task, "raft-lost-leader");
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler((t, fault) -> fatal.halt("the watch over the leader failed", fault));
        return thread;
    }

    /** How often it began an election. */
    int elections() {
        return elections.get();
    }

    /** How often others asked, and it saw no reason for an election. */
    int refusals() {
        return refusals.get();
    }

    @Override
    public void disconnected(RaftPeerId sender) {
        if (!isClosed && sender.equals(division.getInfo().getLeaderId())) {
            threads.execute(() -> seekSuccessor(sender));
        }
    }

    /** As long as it lasts that the leader is lost, and not beyond the time-out, after which Ratis does by itself what is to be done. */
    private void seekSuccessor(RaftPeerId leader) {
        LOG.info("the connection of the leader, server {}, ended", leader);
        long begin = System.nanoTime();
        try {
            for (int tries = 0; System.nanoTime() - begin < patienceNanos; tries++) {
                Optional<View> view = view();
                if (isClosed || view.isEmpty() || !isFollowing(leader, view.get()) || rpc.isConnected(leader)) {
                    return;
                }
                if (mayClaim(view.get()) && rpc.isRefusedBy(leader) && claim(leader, view.get())) {
                    return;
                }
                long pauseMs = Math.min(PAUSE_MS_MAX, PAUSE_MS_MIN * (tries + 1L));
                TimeUnit.MILLISECONDS.sleep(
                        pauseMs + ThreadLocalRandom.current().nextLong(pauseMs));
            }
            LOG.info("no majority has lost server {}: the time-outs decide", leader);
        } catch (IOException unknown) {
            LOG.info("the time-outs decide whether server {} is lost: {}", leader, unknown.getMessage());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (IllegalStateException fault) {
            if (!isClosed && division.getInfo().isAlive()) {
                throw fault;
            }
            LOG.debug("Raft ended meanwhile", fault);
        }
    }

    /** How things look from here; empty while Raft does not run, or without a log. */
    private Optional<View> view() {
        DivisionInfo info = division.getInfo();
        try {
            TermIndex last = division.getRaftLog().getLastEntryTermIndex();
            RaftPeerId leader = info.getLeaderId();
            return last == null || !info.isAlive()
                    ? Optional.empty()
                    : Optional.of(new View(
                            info.isFollower(),
                            leader == null ? OptionalInt.empty() : OptionalInt.of(RatisTypes.serverId(leader)),
                            info.getCurrentTerm(),
                            RatisTypes.position(last)));
        } catch (IllegalStateException closed) {
            LOG.debug("the log is closed", closed);
            return Optional.empty();
        }
    }

    private static boolean isFollowing(RaftPeerId leader, View view) {
        return view.isFollower() && view.leader().equals(OptionalInt.of(RatisTypes.serverId(leader)));
    }

    /** Not while the members change, nor without an entry of the leader's term, which Ratis wants to see. */
    private boolean mayClaim(View view) {
        return view.last().term() == view.term() && isVoter(division.getId()) && !areMembersChanging();
    }

    private boolean areMembersChanging() {
        return !division.getRaftConf().getPreviousPeers(RaftPeerRole.FOLLOWER).isEmpty();
    }

    private boolean isVoter(RaftPeerId id) {
        return division.getRaftConf().getPeer(id, RaftPeerRole.FOLLOWER) != null;
    }

    private boolean claim(RaftPeerId leader, View view) throws InterruptedException, IOException {
        Claim claim = new Claim(self, view.term(), view.last());
        return succession.promise(claim, nowMs())
                && hasMajority(claim, leader)
                && succession.holds(claim, nowMs())
                && !rpc.isConnected(leader)
                && stand(claim, leader);
    }

    private boolean hasMajority(Claim claim, RaftPeerId leader) throws InterruptedException {
        RaftConfiguration members = division.getRaftConf();
        Collection<RaftPeer> voters = members.getCurrentPeers(RaftPeerRole.FOLLOWER);
        List<RaftPeerId> others = voters.stream()
                .map(RaftPeer::getId)
                .filter(id -> !id.equals(division.getId()) && !id.equals(leader))
                .toList();
        CompletionService<Boolean> answers = new ExecutorCompletionService<>(threads);
        others.forEach(other -> ask(answers, claim, other));
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(ANSWERS_MS);
        int agreed = 1;
        for (int heard = 0; heard < others.size() && agreed <= voters.size() / 2; heard++) {
            Future<Boolean> answer = answers.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (answer == null) {
                break;
            }
            agreed += isYes(answer) ? 1 : 0;
        }
        return agreed > voters.size() / 2;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // its answer is taken from the completion service
    private void ask(CompletionService<Boolean> answers, Claim claim, RaftPeerId other) {
        RequestVoteRequestProto question = RequestVoteRequestProto.newBuilder()
                .setServerRequest(request(division.getId(), other))
                .setCandidateTerm(claim.term())
                .setCandidateLastEntry(RatisTypes.termIndex(claim.last()).toProto())
                .setPreVote(true)
                .build();
        answers.submit(() -> rpc.askWhetherLost(question).getServerReply().getSuccess());
    }

    private static boolean isYes(Future<Boolean> answer) throws InterruptedException {
        try {
            return answer.get();
        } catch (ExecutionException unheard) {
            LOG.debug("a voter did not say whether the leader is lost", unheard);
            return false;
        }
    }

    private RaftRpcRequestProto request(RaftPeerId from, RaftPeerId to) {
        return RaftRpcRequestProto.newBuilder()
                .setRequestorId(from.toByteString())
                .setReplyId(to.toByteString())
                .setRaftGroupId(ProtoUtils.toRaftGroupIdProtoBuilder(
                        division.getMemberId().getGroupId()))
                .build();
    }

    /** In the lost leader's name, as if it had handed over: Ratis looks again whether this is its follower, in its term. */
    private boolean stand(Claim claim, RaftPeerId leader) throws IOException {
        StartLeaderElectionRequestProto inItsName = StartLeaderElectionRequestProto.newBuilder()
                .setServerRequest(request(leader, division.getId()))
                .setLeaderLastEntry(RatisTypes.termIndex(claim.last()).toProto())
                .build();
        boolean begins = server.startLeaderElection(inItsName).getServerReply().getSuccess();
        if (begins) {
            elections.incrementAndGet();
            LOG.info(
                    "server {}, the leader of term {}, is gone: a majority has lost its connection, and its port"
                            + " refuses another. This server stands for election",
                    leader,
                    claim.term());
        }
        return begins;
    }

    @Override
    public RequestVoteReplyProto asked(RequestVoteRequestProto question) throws IOException {
        RaftRpcRequestProto request = question.getServerRequest();
        RaftPeerId candidate = RaftPeerId.valueOf(request.getRequestorId());
        Claim claim = new Claim(
                RatisTypes.serverId(candidate),
                question.getCandidateTerm(),
                RatisTypes.position(TermIndex.valueOf(question.getCandidateLastEntry())));
        Optional<String> objection = isVoter(candidate) ? objection(claim) : Optional.of("it has no vote");
        if (objection.isPresent()) {
            refusals.incrementAndGet();
            LOG.debug("server {} is not to follow the leader of term {}: {}", candidate, claim.term(), objection.get());
        }
        return RequestVoteReplyProto.newBuilder()
                .setServerReply(RaftRpcReplyProto.newBuilder()
                        .setRequestorId(request.getRequestorId())
                        .setReplyId(request.getReplyId())
                        .setRaftGroupId(request.getRaftGroupId())
                        .setSuccess(objection.isEmpty()))
                .setTerm(division.getInfo().getCurrentTerm())
                .build();
    }

    private Optional<String> objection(Claim claim) throws IOException {
        Optional<View> view = view();
        if (view.isEmpty()) {
            return Optional.of("Raft does not run here");
        }
        Optional<String> objection = Succession.objection(claim, view.get());
        if (objection.isPresent()) {
            return objection;
        }
        RaftPeerId leader = RatisTypes.peerId(view.get().leader().getAsInt());
        if (rpc.isConnected(leader)) {
            return Optional.of("server " + leader + " is connected");
        }
        if (!rpc.isRefusedBy(leader)) {
            return Optional.of("server " + leader + " does not refuse connections");
        }
        return succession.promise(claim, nowMs()) ? Optional.empty() : Optional.of("another one is");
    }

    private static long nowMs() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }

    @Override
    public void close() {
        isClosed = true;
        threads.shutdownNow();
    }
}
