package io.paddock.server.config;

import java.util.List;
import java.util.Optional;

/**
 * Which servers form the ensemble and how they keep time.
 *
 * @param clusterName {@code paddock.clusterName}: servers of different names never join
 * @param serverId this server's id, from {@code myid}; {@link #NO_ID} for a standalone server without one
 * @param members all {@code server.N} lines, by id; empty for a standalone server without them
 * @param configVersion the version of the membership, from the dynamic file's name; 0 otherwise
 * @param tickTimeMs {@code zookeeper.tickTime}
 * @param initLimitTicks {@code initLimit}
 * @param syncLimitTicks {@code syncLimit}
 * @param standaloneEnabled {@code standaloneEnabled}: one {@code server.N} line makes no ensemble
 * @param reconfigEnabled {@code reconfigEnabled}
 * @param readOnlyModeEnabled {@code readonlymode.enabled}
 * @param quorumListenOnAllIps {@code zookeeper.quorumListenOnAllIPs}
 */
public record EnsembleSettings(
        String clusterName,
        int serverId,
        List<EnsembleMember> members,
        long configVersion,
        int tickTimeMs,
        int initLimitTicks,
        int syncLimitTicks,
        boolean standaloneEnabled,
        boolean reconfigEnabled,
        boolean readOnlyModeEnabled,
        boolean quorumListenOnAllIps) {

    /** The id of a server that stands alone and was given none. */
    public static final int NO_ID = 0;

    /** Copies the members. */
    public EnsembleSettings {
        members = List.copyOf(members);
    }

    /** Whether this server stands alone: no members, or one and {@link #standaloneEnabled}. */
    public boolean isStandalone() {
        long participants = members.stream()
                .filter(member -> member.role() == Role.PARTICIPANT)
                .count();
        return standaloneEnabled && participants <= 1;
    }

    /** The member with this id. */
    public Optional<EnsembleMember> member(int id) {
        return members.stream().filter(member -> member.id() == id).findFirst();
    }

    /** This server's own line, if it has one. */
    public Optional<EnsembleMember> self() {
        return member(serverId);
    }

    /** How often a member may miss its leader, in milliseconds: {@code syncLimit} ticks. */
    public long syncLimitMs() {
        return (long) syncLimitTicks * tickTimeMs;
    }
}
