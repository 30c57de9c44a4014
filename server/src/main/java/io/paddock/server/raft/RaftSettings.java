package io.paddock.server.raft;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * How a server takes part in a Raft group.
 *
 * @param serverId its own id, one of {@code members}
 * @param cluster the name of the ensemble; servers with another name are strangers
 * @param members the ensemble at its first start; later the replicated members count
 * @param reconfigurable whether clients may change the members: then the replicated addresses count as well, and an ensemble of one may grow. If not,
 *     an address given here wins over a replicated one
 * @param storageDirectory the log
 * @param bindHost where to listen, empty for all addresses
 * @param timeouts how long to wait for others
 * @param limits how much log to keep
 * @param tls mutual TLS between servers, if any
 */
public record RaftSettings(
        int serverId,
        String cluster,
        List<RaftMember> members,
        boolean reconfigurable,
        Path storageDirectory,
        String bindHost,
        RaftTimeouts timeouts,
        LogLimits limits,
        Optional<PeerTls> tls) {

    public RaftSettings {
        members = List.copyOf(members);
        Set<Integer> ids = new HashSet<>();
        for (RaftMember member : members) {
            if (!ids.add(member.id())) {
                throw new IllegalArgumentException("server " + member.id() + " is there twice");
            }
        }
        if (!ids.contains(serverId)) {
            throw new IllegalArgumentException("server " + serverId + " is not one of " + members);
        }
    }

    /** The id of the Raft group: the same on all servers with this cluster name. */
    public UUID groupId() {
        return UUID.nameUUIDFromBytes(("paddock/" + cluster).getBytes(StandardCharsets.UTF_8));
    }

    /** This server's own line. */
    public RaftMember self() {
        return members.stream().filter(m -> m.id() == serverId).findFirst().orElseThrow();
    }

    /** Whether this server is the whole ensemble, and will be. */
    public boolean isAlone() {
        return members.size() == 1 && !reconfigurable;
    }

    /** Where Ratis keeps the log of the group. */
    public Path logDirectory() {
        return storageDirectory.resolve(groupId().toString()).resolve("current");
    }
}
