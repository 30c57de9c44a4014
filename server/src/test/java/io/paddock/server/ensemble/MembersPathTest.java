package io.paddock.server.ensemble;

import static org.assertj.core.api.Assertions.assertThat;

import io.paddock.server.raft.RaftMember;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class MembersPathTest {

    @Test
    void oneServerAtATimeJoinsGetsAVoteLosesItAndLeaves() {
        List<RaftMember> from = members(1, 2, 3, -4);
        List<RaftMember> to = members(-2, 3, 4, 5);

        MembersPath path = MembersPath.of(from, to, 3);

        assertThat(path.stops())
                .containsExactly(
                        members(1, 2, 3, -4, 5), members(1, 2, 3, 4, 5), members(2, 3, 4, 5), members(-2, 3, 4, 5));
    }

    @Test
    void theLeaderIsTheLastToGo() {
        MembersPath path = MembersPath.of(members(1, 2, 3), members(3), 1);

        assertThat(path.stops()).containsExactly(members(1, 3), members(3));
    }

    @Test
    void whatIsThereAlreadyNeedsNoStep() {
        assertThat(MembersPath.of(members(1, -2), members(1, -2), 1).stops()).isEmpty();
    }

    @Test
    void aNewLeaderGoesOnFromEveryStopOfAnotherOne() {
        List<RaftMember> from = members(1, 2, 3, -4);
        List<RaftMember> to = members(-2, 3, 4, 5);

        for (List<RaftMember> stop : MembersPath.of(from, to, 1).stops()) {
            assertThat(MembersPath.isBetween(from, to, stop)).isTrue();
        }

        assertThat(MembersPath.isBetween(from, to, from)).isTrue();
    }

    @Test
    void whatIsNeitherOfTheTwoIsNotBetweenThem() {
        List<RaftMember> from = members(1, 2, 3);
        List<RaftMember> to = members(1, 2, 4);

        assertThat(MembersPath.isBetween(from, to, members(1, 2, 3, 5))).isFalse();
        assertThat(MembersPath.isBetween(from, to, members(1, -2, 3))).isFalse();
        assertThat(MembersPath.isBetween(from, to, members(1, 3))).isFalse();
        assertThat(MembersPath.isBetween(
                        from, to, List.of(member(1), member(2), new RaftMember(3, "elsewhere", 1, 2, false, ""))))
                .isFalse();
    }

    /** Observers have a minus. */
    private static List<RaftMember> members(int... ids) {
        return Arrays.stream(ids)
                .boxed()
                .sorted((a, b) -> Integer.compare(Math.abs(a), Math.abs(b)))
                .map(MembersPathTest::member)
                .toList();
    }

    private static RaftMember member(int id) {
        return new RaftMember(Math.abs(id), "host" + Math.abs(id), 2888, 3888, id < 0, "");
    }
}
