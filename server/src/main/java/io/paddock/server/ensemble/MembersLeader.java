package io.paddock.server.ensemble;

import io.paddock.outcome.ErrorCode;
import io.paddock.server.config.EnsembleMember;
import io.paddock.server.config.EnsembleText;
import io.paddock.server.peer.PeerAddress;
import io.paddock.server.peer.PeerChannel;
import io.paddock.server.raft.MembersOutcome;
import io.paddock.server.raft.PeerState;
import io.paddock.server.raft.RaftMember;
import io.paddock.server.raft.RaftNode;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The leader's part in a change of members: checks that the new ensemble can live, and takes Raft there, one server at a time. Any thread that
 * may block; one change at a time.
 */
public final class MembersLeader {

    private static final Logger LOG = LoggerFactory.getLogger(MembersLeader.class);
    /** Raft itself gives up on a new server that is silent; what is left is bringing one up to date. */
    private static final long STEP_PATIENCE_MS = Duration.ofMinutes(10).toMillis();

    private static final long QUORUM_PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long BUSY_PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final int self;
    private final long silenceMs;
    private final RaftNode raft;
    private final PeerChannel peers;
    private final ConfigNode config;
    private final AtomicBoolean isBusy = new AtomicBoolean();

    /**
     * @param self this server's id
     * @param silenceMs a voter that was silent for longer does not count
     */
    public MembersLeader(int self, long silenceMs, RaftNode raft, PeerChannel peers, ConfigNode config) {
        this.self = self;
        this.silenceMs = silenceMs;
        this.raft = raft;
        this.peers = peers;
        this.config = config;
    }

    /** Whether a change is under way here. */
    boolean isBusy() {
        return isBusy.get();
    }

    /** Another server, or this one, asks for a change. Returns when it is made, or will not be. */
    public byte[] change(byte[] request) {
        return change(ChangeRequest.decode(request)).encode();
    }

    /** The answer of a server that has not started yet. */
    public static byte[] notYet() {
        return ChangeAnswer.AGAIN.encode();
    }

    ChangeAnswer change(ChangeRequest request) {
        if (!raft.isLeaderReady()) {
            return ChangeAnswer.AGAIN;
        }
        if (!isBusy.compareAndSet(false, true)) {
            return ChangeAnswer.BUSY;
        }
        try {
            ChangeAnswer answer = begin(request);
            LOG.info(
                    "a change of version 0x{} to {}: {}",
                    Long.toHexString(request.version()),
                    request.wanted(),
                    answer);
            return answer;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return ChangeAnswer.AGAIN;
        } finally {
            isBusy.set(false);
        }
    }

    private ChangeAnswer begin(ChangeRequest request) throws InterruptedException {
        EnsembleText told = config.read().ensemble();
        if (told.version() != request.version()) {
            // This server may be behind the one that asks.
            return told.version() < request.version() ? ChangeAnswer.AGAIN : ChangeAnswer.OUTDATED;
        }
        List<RaftMember> before = Members.raft(told.members());
        List<RaftMember> wanted = Members.raft(sorted(request.wanted()));
        List<RaftMember> now = raft.members();
        if (movesAMember(before, wanted)) {
            LOG.warn("a member's address cannot be changed: remove it, and add it at its new address");
            return ChangeAnswer.WRONG;
        }
        if (!MembersPath.isBetween(before, wanted, now)) {
            return ChangeAnswer.AGAIN;
        }
        if (!awaitQuorum(now, wanted)) {
            return ChangeAnswer.NO_QUORUM;
        }
        if (!request.mayChange()) {
            return ChangeAnswer.NO_RIGHT;
        }
        ChangeAnswer answer = go(MembersPath.of(now, wanted, self), wanted);
        if (answer == ChangeAnswer.NO_QUORUM || answer == ChangeAnswer.WRONG) {
            ChangeAnswer back = go(MembersPath.of(raft.members(), before, self), before);
            LOG.info("what was changed already was changed back: {}", back);
        }
        return answer;
    }

    private static List<EnsembleMember> sorted(List<EnsembleMember> members) {
        return new EnsembleText(members, 0).members();
    }

    private static boolean movesAMember(List<RaftMember> before, List<RaftMember> wanted) {
        Map<Integer, RaftMember> known = Members.byId(before);
        return wanted.stream()
                .anyMatch(member ->
                        known.containsKey(member.id()) && !member.isAtSameAddressesAs(known.get(member.id())));
    }

    /** Who has just come up may not have answered yet. */
    private boolean awaitQuorum(List<RaftMember> now, List<RaftMember> wanted) {
        long begin = System.nanoTime();
        boolean isThere = isQuorumThere(now, wanted);
        while (!isThere && System.nanoTime() - begin < QUORUM_PATIENCE_NANOS) {
            LockSupport.parkNanos(PAUSE_NANOS);
            isThere = isQuorumThere(now, wanted);
        }
        return isThere;
    }

    /** A majority of the new voters, and every new server, since Raft makes nobody a member that is not there. */
    private boolean isQuorumThere(List<RaftMember> now, List<RaftMember> wanted) {
        Set<Integer> there = new HashSet<>(Set.of(self));
        raft.status().peers().stream()
                .filter(peer -> peer.silentMs() <= silenceMs)
                .map(PeerState::id)
                .forEach(there::add);
        Map<Integer, RaftMember> members = Members.byId(now);
        Map<RaftMember, CompletionStage<Boolean>> visits = wanted.stream()
                .filter(member -> !members.containsKey(member.id()))
                .collect(Collectors.toMap(
                        member -> member,
                        member -> peers.isThere(member.id(), new PeerAddress(member.host(), member.peerPort()))));
        boolean areAllThere = true;
        for (Map.Entry<RaftMember, CompletionStage<Boolean>> visit : visits.entrySet()) {
            if (visit.getValue().toCompletableFuture().join()) {
                there.add(visit.getKey().id());
            } else {
                LOG.warn("the new server {} is not there", visit.getKey());
                areAllThere = false;
            }
        }
        List<RaftMember> voters =
                wanted.stream().filter(member -> !member.observer()).toList();
        long voices =
                voters.stream().filter(voter -> there.contains(voter.id())).count();
        return areAllThere && voices > voters.size() / 2;
    }

    private ChangeAnswer go(MembersPath path, List<RaftMember> wanted) throws InterruptedException {
        for (List<RaftMember> stop : path.stops()) {
            if (stop.stream().noneMatch(member -> member.id() == self && !member.observer())) {
                handOver(wanted);
                return ChangeAnswer.AGAIN;
            }
            MembersOutcome outcome = step(stop);
            switch (outcome) {
                case CHANGED -> LOG.info("the members are {} now", stop);
                case NOT_LEADER, NOT_AS_EXPECTED, BUSY -> {
                    return ChangeAnswer.AGAIN;
                }
                case NEW_SERVER_SILENT -> {
                    return ChangeAnswer.NO_QUORUM;
                }
                case REFUSED -> {
                    return ChangeAnswer.WRONG;
                }
            }
        }
        return ChangeAnswer.DONE;
    }

    /** A leader that is new, or whose last step has just been made, says for a moment that it is busy. */
    private MembersOutcome step(List<RaftMember> stop) throws InterruptedException {
        long begin = System.nanoTime();
        MembersOutcome outcome = MembersOutcome.BUSY;
        while (outcome == MembersOutcome.BUSY && System.nanoTime() - begin < BUSY_PATIENCE_NANOS) {
            outcome = await(raft.setMembers(raft.members(), stop), MembersOutcome.NOT_LEADER);
            if (outcome == MembersOutcome.BUSY) {
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
        return outcome;
    }

    private static <T> T await(CompletionStage<T> stage, T otherwise) throws InterruptedException {
        CompletableFuture<T> future = stage.toCompletableFuture();
        try {
            return future.get(STEP_PATIENCE_MS, TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException failed) {
            LOG.info("a step to the new members has no known end", failed);
            return otherwise;
        }
    }

    /** Somebody else leads from now on, who votes also when all is done. */
    private void handOver(List<RaftMember> wanted) throws InterruptedException {
        Set<Integer> heirs = raft.members().stream()
                .filter(member -> member.id() != self && !member.observer())
                .map(RaftMember::id)
                .collect(Collectors.toSet());
        heirs.retainAll(wanted.stream()
                .filter(member -> !member.observer())
                .map(RaftMember::id)
                .toList());
        OptionalInt heir = raft.status().peers().stream()
                .filter(peer -> heirs.contains(peer.id()) && peer.silentMs() <= silenceMs)
                .sorted((a, b) -> Long.compare(b.matchIndex(), a.matchIndex()))
                .mapToInt(PeerState::id)
                .findFirst();
        if (heir.isEmpty()) {
            LOG.warn("nobody is there to lead instead of this server: {}", heirs);
            return;
        }
        boolean isDone = await(raft.transferLeadership(heir.getAsInt()), false);
        LOG.info("server {} is to lead instead of this one: {}", heir.getAsInt(), isDone);
    }

    /** The client's error for an answer that is final. */
    static ErrorCode error(ChangeAnswer answer, boolean namesVersion) {
        return switch (answer) {
            case DONE -> ErrorCode.OK;
            case BUSY -> ErrorCode.RECONFIG_IN_PROGRESS;
            case OUTDATED -> namesVersion ? ErrorCode.BAD_VERSION : ErrorCode.RECONFIG_IN_PROGRESS;
            case NO_QUORUM -> ErrorCode.NEW_CONFIG_NO_QUORUM;
            case NO_RIGHT -> ErrorCode.NO_AUTH;
            case WRONG -> ErrorCode.BAD_ARGUMENTS;
            case AGAIN -> throw new IllegalStateException("expected a final answer but got " + answer);
        };
    }
}
