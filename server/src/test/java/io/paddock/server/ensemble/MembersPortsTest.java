package io.paddock.server.ensemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.paddock.server.config.EnsembleMember;
import io.paddock.server.config.HostPort;
import io.paddock.server.config.Role;
import io.paddock.server.raft.RaftMember;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MembersPortsTest {

    /** Only a server that stands alone has no ports, and nobody writes that into a configuration. */
    @ParameterizedTest
    @CsvSource({"0, 1", "1, 0", "0, 0"})
    void aMemberOfAnEnsembleHasBothPorts(int raftPort, int peerPort) {
        EnsembleMember member = new EnsembleMember(
                1, new HostPort("h", raftPort), new HostPort("h", peerPort), Role.PARTICIPANT, HostPort.NONE);

        assertThatThrownBy(() -> Members.raft(member))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("server 1 has the port 0");
    }

    @Test
    void aServerThatStandsAloneHasNone() {
        RaftMember alone = new RaftMember(1, "h", RaftMember.NO_PORT, RaftMember.NO_PORT, false, "");

        assertThat(alone.raftPort()).isEqualTo(alone.peerPort()).isZero();
    }
}
