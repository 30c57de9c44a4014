package io.paddock.server.ensemble;

import io.paddock.server.raft.RaftMember;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The way from some members to others, one server at a time: first who joins, then who gets a vote, then who loses it or leaves. A leader that finds
 * its predecessor's way half gone goes on from there.
 *
 * @param stops the members after each step; each sorted by id
 */
record MembersPath(List<List<RaftMember>> stops) {

    MembersPath {
        stops = List.copyOf(stops);
    }

    /**
     * The way; a server that is in both must be at the same addresses in both.
     *
     * @param last whose loss of vote or membership comes last: the leader's, who hands over before it
     */
    static MembersPath of(List<RaftMember> from, List<RaftMember> to, int last) {
        Map<Integer, RaftMember> before = Members.byId(from);
        Map<Integer, RaftMember> after = Members.byId(to);
        Builder path = new Builder(from);
        to.stream().filter(member -> !before.containsKey(member.id())).forEach(path::put);
        for (RaftMember member : to) {
            RaftMember old = before.get(member.id());
            if (old != null && old.observer() && !member.observer()) {
                path.put(member);
            }
        }
        List<RaftMember> losing = new ArrayList<>();
        for (RaftMember member : from) {
            RaftMember next = after.get(member.id());
            if (next == null || (next.observer() && !member.observer())) {
                losing.add(member);
            }
        }
        losing.stream().filter(member -> member.id() != last).forEach(member -> path.take(member, after));
        losing.stream().filter(member -> member.id() == last).forEach(member -> path.take(member, after));
        return new MembersPath(path.stops);
    }

    /** Whether somebody on the way from the ones to the others may be here: every server is as it was, or as it is to be. */
    static boolean isBetween(List<RaftMember> from, List<RaftMember> to, List<RaftMember> here) {
        Map<Integer, RaftMember> before = Members.byId(from);
        Map<Integer, RaftMember> after = Members.byId(to);
        Map<Integer, RaftMember> now = Members.byId(here);
        Set<Integer> ids = new TreeSet<>(before.keySet());
        ids.addAll(after.keySet());
        ids.addAll(now.keySet());
        return ids.stream().allMatch(id -> areSame(now.get(id), before.get(id)) || areSame(now.get(id), after.get(id)));
    }

    /** Also when both are not there. */
    private static boolean areSame(RaftMember one, RaftMember other) {
        if (one == null || other == null) {
            return one == null && other == null;
        }
        return Members.isSame(one, other);
    }

    private static final class Builder {
        private final Map<Integer, RaftMember> current = new TreeMap<>();
        private final List<List<RaftMember>> stops = new ArrayList<>();

        Builder(Collection<RaftMember> start) {
            start.forEach(member -> current.put(member.id(), member));
        }

        void put(RaftMember member) {
            current.put(member.id(), member);
            stop();
        }

        void take(RaftMember member, Map<Integer, RaftMember> after) {
            RaftMember next = after.get(member.id());
            if (next == null) {
                current.remove(member.id());
            } else {
                current.put(next.id(), next);
            }
            stop();
        }

        private void stop() {
            stops.add(List.copyOf(current.values()));
        }
    }
}
