package io.paddock.server.raft;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.ratis.protocol.ClientId;
import org.apache.ratis.protocol.RaftClientReply;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.protocol.SetConfigurationRequest;
import org.apache.ratis.protocol.exceptions.LeaderNotReadyException;
import org.apache.ratis.protocol.exceptions.LeaderSteppingDownException;
import org.apache.ratis.protocol.exceptions.NotLeaderException;
import org.apache.ratis.protocol.exceptions.ReconfigurationInProgressException;
import org.apache.ratis.protocol.exceptions.ReconfigurationTimeoutException;
import org.apache.ratis.protocol.exceptions.SetConfigurationException;
import org.apache.ratis.server.RaftServer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One change of members, by compare and set. Ratis compares ids only, and takes a change of an address for none at all, so both are checked
 * here.
 */
final class MembersChange {

    private static final Logger LOG = LoggerFactory.getLogger(MembersChange.class);

    private final RaftServer server;
    private final RaftServer.Division division;
    private final ClientId client;
    private final long call;

    MembersChange(RaftServer server, RaftServer.Division division, ClientId client, long call) {
        this.server = server;
        this.division = division;
        this.client = client;
        this.call = call;
    }

    CompletionStage<MembersOutcome> run(List<RaftMember> expected, List<RaftMember> wanted) {
        if (!current().equals(RatisTypes.sorted(expected))) {
            return CompletableFuture.completedFuture(MembersOutcome.NOT_AS_EXPECTED);
        }
        if (takesOwnVote(wanted) || movesAMember(expected, wanted)) {
            return CompletableFuture.completedFuture(MembersOutcome.REFUSED);
        }
        SetConfigurationRequest.Arguments arguments = SetConfigurationRequest.Arguments.newBuilder()
                .setMode(SetConfigurationRequest.Mode.COMPARE_AND_SET)
                .setServersInCurrentConf(voters(expected))
                .setListenersInCurrentConf(observers(expected))
                .setServersInNewConf(voters(wanted))
                .setListenersInNewConf(observers(wanted))
                .build();
        try {
            return server.setConfigurationAsync(new SetConfigurationRequest(
                            client, division.getId(), division.getMemberId().getGroupId(), call, arguments))
                    .handle((reply, failure) -> outcome(expected, reply, failure));
        } catch (IOException e) {
            return CompletableFuture.completedFuture(outcome(expected, e));
        }
    }

    private List<RaftMember> current() {
        return RatisStatus.members(division.getRaftConf());
    }

    /** A leader without a vote would go on leading. */
    private boolean takesOwnVote(List<RaftMember> wanted) {
        int self = RatisTypes.serverId(division.getId());
        return wanted.stream().allMatch(RaftMember::observer)
                || wanted.stream().anyMatch(m -> m.id() == self && m.observer());
    }

    private static boolean movesAMember(List<RaftMember> expected, List<RaftMember> wanted) {
        Map<Integer, RaftMember> before =
                expected.stream().collect(Collectors.toMap(RaftMember::id, Function.identity()));
        return wanted.stream()
                .anyMatch(member ->
                        before.containsKey(member.id()) && !member.isAtSameAddressesAs(before.get(member.id())));
    }

    private static List<RaftPeer> voters(List<RaftMember> members) {
        return members.stream().filter(m -> !m.observer()).map(RatisTypes::peer).toList();
    }

    private static List<RaftPeer> observers(List<RaftMember> members) {
        return members.stream()
                .filter(RaftMember::observer)
                .map(RatisTypes::peer)
                .toList();
    }

    private MembersOutcome outcome(List<RaftMember> expected, RaftClientReply reply, Throwable failure) {
        if (failure != null) {
            return outcome(expected, RaftNode.unwrapped(failure));
        }
        return reply.isSuccess() ? MembersOutcome.CHANGED : outcome(expected, reply.getException());
    }

    private MembersOutcome outcome(List<RaftMember> expected, Throwable failure) {
        LOG.info("the members were not changed", failure);
        if (failure instanceof NotLeaderException || failure instanceof LeaderSteppingDownException) {
            return MembersOutcome.NOT_LEADER;
        }
        if (failure instanceof ReconfigurationInProgressException || failure instanceof LeaderNotReadyException) {
            return MembersOutcome.BUSY;
        }
        if (failure instanceof ReconfigurationTimeoutException) {
            return MembersOutcome.NEW_SERVER_SILENT;
        }
        if (failure instanceof SetConfigurationException && !current().equals(RatisTypes.sorted(expected))) {
            return MembersOutcome.NOT_AS_EXPECTED;
        }
        return MembersOutcome.REFUSED;
    }
}
