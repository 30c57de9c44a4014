package io.paddock.server.raft;

import java.util.List;

/** What {@link RaftNode} tells of the members, and what it cannot know of them by itself. */
public interface MembersWitness {

    /** The members may have changed to these. Any thread, in no order: for finding addresses. Must not block. */
    void membersChanged(List<RaftMember> members);

    /**
     * Whether other servers say that this one is no member, and none says that it is. A server that was down when it was removed learns it no other
     * way. May block for some seconds.
     */
    boolean saysRemoved();
}
