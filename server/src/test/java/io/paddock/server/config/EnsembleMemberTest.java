package io.paddock.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class EnsembleMemberTest {

    @Property(tries = 300)
    void whatIsWrittenIsReadAgain(@ForAll("members") EnsembleMember member) {
        assertThat(EnsembleMember.parse(member.id(), member.text())).isEqualTo(member);
    }

    @Provide
    Arbitrary<EnsembleMember> members() {
        Arbitrary<String> hosts = Arbitraries.of("localhost", "10.0.0.1", "::1", "fe80::1:2", "zk-1.example.org");
        Arbitrary<Integer> ports = Arbitraries.integers().between(0, 65534);
        Arbitrary<HostPort> clients = Combinators.combine(hosts, ports).as(HostPort::new);
        return Combinators.combine(
                        Arbitraries.integers().between(1, 254),
                        hosts,
                        ports,
                        Arbitraries.of(Role.values()),
                        Arbitraries.oneOf(clients, Arbitraries.just(HostPort.NONE)))
                .as((id, host, port, role, client) ->
                        new EnsembleMember(id, new HostPort(host, port), new HostPort(host, port + 1), role, client));
    }

    @Test
    void aBareClientPortIsMeantForAllAddresses() {
        assertThat(EnsembleMember.parse(1, "h:1:2:OBSERVER;2181"))
                .isEqualTo(new EnsembleMember(
                        1,
                        new HostPort("h", 1),
                        new HostPort("h", 2),
                        Role.OBSERVER,
                        new HostPort(HostPort.ANY_HOST, 2181)));
    }
}
