package io.paddock.acl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccessCheckTest {

    private static boolean allows(AclEntry entry, int needed, Identity... identities) {
        return AccessCheck.allows(new Acl(List.of(entry)), needed, List.of(identities));
    }

    @ParameterizedTest
    @CsvSource({
        "world, anyone, ip, 1.2.3.4, true",
        "digest, a:b, digest, a:b, true",
        "digest, a:b, digest, a:c, false",
        "digest, a:b, x509, a:b, false",
        "x509, CN=a, x509, CN=a, true",
        "x509, CN=a, x509, CN=b, false",
        "sasl, bob, sasl, bob, true",
        "sasl, bob, sasl, eve, false",
        "sasl, bob, sasl, super, true",
        "sasl, all, sasl-any, all, true",
        "sasl, bob, sasl-any, all, false",
        "x509, all, sasl-any, all, false",
        "auth, '', digest, a:b, false",
        "ip, 10.1.2.3, ip, 10.1.2.3, true",
        "ip, 10.1.2.3, ip, 10.1.2.4, false",
        "ip, 10.0.0.0/8, ip, 10.255.1.1, true",
        "ip, 10.0.0.0/8, ip, 11.0.0.0, false",
        "ip, 10.1.2.128/25, ip, 10.1.2.129, true",
        "ip, 10.1.2.128/25, ip, 10.1.2.127, false",
        "ip, 0.0.0.0/0, ip, 200.1.1.1, true",
        "ip, 0.0.0.0/0, ip, ::1, false",
        "ip, fe80::/10, ip, febf:0:0:0:0:0:0:1, true",
        "ip, fe80::/10, ip, fec0:0:0:0:0:0:0:1, false",
        "ip, ::1, ip, 0:0:0:0:0:0:0:1, true",
        "ip, ::1, ip, 0:0:0:0:0:0:0:1%lo, false",
    })
    void anEntryIsForThoseItNames(String scheme, String id, String provenScheme, String provenId, boolean expected) {
        boolean allowed = allows(
                new AclEntry(Permission.READ, scheme, id), Permission.READ, new Identity(provenScheme, provenId));

        assertThat(allowed).isEqualTo(expected);
    }

    @Test
    void oneOfThePermissionsNeededIsEnough() {
        AclEntry read = new AclEntry(Permission.READ, "world", "anyone");

        assertThat(allows(read, Permission.READ | Permission.ADMIN)).isTrue();
        assertThat(allows(read, Permission.ADMIN)).isFalse();
    }

    @Test
    void anAclWithoutEntriesAllowsEverything() {
        assertThat(AccessCheck.allows(Acl.NONE, Permission.ADMIN, List.of())).isTrue();
    }

    @Test
    void theSuperUserMayDoEverything() {
        assertThat(allows(new AclEntry(0, "world", "anyone"), Permission.ALL, new Identity("super", "x")))
                .isTrue();
    }

    @Test
    void anyOfTheIdentitiesWillDo() {
        AclEntry entry = new AclEntry(Permission.WRITE, "digest", "b:2");

        assertThat(allows(entry, Permission.WRITE, new Identity("digest", "a:1"), new Identity("digest", "b:2")))
                .isTrue();
    }

    @Test
    void aDigestIsTheOneThatZooKeeperMakes() {
        assertThat(DigestIds.idOf("super:admin", DigestIds.DEFAULT_ALGORITHM))
                .isEqualTo("super:xQJmxLMiHGwaqBvst5y6rkB6HQs=");
        assertThat(DigestIds.masked("super:xQJm")).isEqualTo("super:x");
    }
}
