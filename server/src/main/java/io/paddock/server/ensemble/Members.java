package io.paddock.server.ensemble;

import io.paddock.server.config.EnsembleMember;
import io.paddock.server.config.HostPort;
import io.paddock.server.config.Role;
import io.paddock.server.raft.RaftMember;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Servers as the configuration writes them, and as Raft has them. */
public final class Members {

    private Members() {}

    /**
     * As Raft has it.
     *
     * @throws IllegalArgumentException if Raft cannot have such a server
     */
    public static RaftMember raft(EnsembleMember member) {
        if (member.raftAddress().port() == RaftMember.NO_PORT) {
            throw new IllegalArgumentException("server " + member.id() + " has the port " + RaftMember.NO_PORT);
        }
        return new RaftMember(
                member.id(),
                member.raftAddress().host(),
                member.raftAddress().port(),
                member.peerAddress().port(),
                member.role() == Role.OBSERVER,
                member.clientAddress().isNone() ? "" : member.clientAddress().toString());
    }

    static List<RaftMember> raft(List<EnsembleMember> members) {
        return members.stream().map(Members::raft).toList();
    }

    /** As the configuration writes it. */
    static EnsembleMember written(RaftMember member) {
        return new EnsembleMember(
                member.id(),
                new HostPort(member.host(), member.raftPort()),
                new HostPort(member.host(), member.peerPort()),
                member.observer() ? Role.OBSERVER : Role.PARTICIPANT,
                member.clientAddress().isEmpty() ? HostPort.NONE : HostPort.parse(member.clientAddress()));
    }

    /** Whether both are the same to Raft, which cares for all but the clients' addresses. */
    static boolean isSame(RaftMember one, RaftMember other) {
        return one.id() == other.id() && one.observer() == other.observer() && one.isAtSameAddressesAs(other);
    }

    /** Likewise, for lists sorted by id. */
    static boolean areSame(List<RaftMember> some, List<RaftMember> others) {
        if (some.size() != others.size()) {
            return false;
        }
        for (int i = 0; i < some.size(); i++) {
            if (!isSame(some.get(i), others.get(i))) {
                return false;
            }
        }
        return true;
    }

    static Map<Integer, RaftMember> byId(List<RaftMember> members) {
        return members.stream().collect(Collectors.toMap(RaftMember::id, Function.identity()));
    }
}
