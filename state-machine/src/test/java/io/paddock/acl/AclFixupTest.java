package io.paddock.acl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AclFixupTest {

    private static final Identity IP = new Identity("ip", "10.0.0.1");
    private static final Identity BOB = new Identity("digest", "bob:hash");
    private static final Identity CERTIFICATE = new Identity("x509", "CN=bob");
    private static final Identity PRINCIPAL = new Identity("sasl", "bob");
    private static final Identity SUPER = new Identity("super", "");

    private static Acl fixUp(List<Identity> identities, AclEntry... given) {
        return AclFixup.fixUp(List.of(given), identities);
    }

    @Test
    void anEmptyListIsNotLegal() {
        assertThat(fixUp(List.of(IP)).isEmpty()).isTrue();
    }

    @Test
    void theOpenAclIsAlwaysTheSameOne() {
        assertThat(fixUp(List.of(IP), new AclEntry(31, "world", "anyone"))).isSameAs(Acl.OPEN);
    }

    @Test
    void entriesGivenTwiceAreKeptOnceInOrder() {
        AclEntry one = new AclEntry(1, "digest", "a:b");
        AclEntry two = new AclEntry(2, "digest", "a:b");

        Acl acl = fixUp(List.of(IP), two, one, two, one);

        assertThat(acl.entries()).containsExactly(two, one);
    }

    @Test
    void authBecomesWhoeverProvedSomethingButNeverAnAddressOrTheSuperUser() {
        Acl acl = fixUp(List.of(IP, BOB, SUPER, CERTIFICATE, PRINCIPAL), new AclEntry(5, "auth", "whatever"));

        assertThat(acl.entries())
                .containsExactly(
                        new AclEntry(5, "digest", "bob:hash"),
                        new AclEntry(5, "x509", "CN=bob"),
                        new AclEntry(5, "sasl", "bob"));
    }

    @Test
    void authOfWhoProvedNothingIsNotLegal() {
        assertThat(fixUp(List.of(IP, SUPER), new AclEntry(31, "auth", "")).isEmpty())
                .isTrue();
    }

    @Test
    void oneIllegalEntrySpoilsTheList() {
        assertThat(fixUp(List.of(IP), new AclEntry(31, "world", "anyone"), new AclEntry(31, "world", "all"))
                        .isEmpty())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "world, anyone, true",
        "world, '', false",
        "world, all, false",
        "digest, a:b, true",
        "digest, :b, true",
        "digest, a:b:, true",
        "digest, a:, false",
        "digest, a, false",
        "digest, '', false",
        "digest, ':', false",
        "digest, a:b:c, false",
        "digest, a::b, false",
        "ip, 10.1.2.3, true",
        "ip, 10.1.2.3/8, true",
        "ip, 10.1.2.3/0, true",
        "ip, 10.1.2.3/32, true",
        "ip, 10.1.2.3/33, false",
        "ip, 10.1.2.3/, false",
        "ip, 10.1.2.3/-1, false",
        "ip, 10.1.2.3/8/9, false",
        "ip, 10.1.2, false",
        "ip, 10.1.2.3.4, false",
        "ip, 10.1.2.256, false",
        "ip, 10.1..3, false",
        "ip, '', false",
        "ip, localhost, false",
        "ip, ::1, true",
        "ip, '::', true",
        "ip, fe80::/10, true",
        "ip, 1:2:3:4:5:6:7:8, true",
        "ip, 1:2:3:4:5:6:7, false",
        "ip, 1:2:3:4:5:6:7:8:9, false",
        "ip, 1:2:3:4::5:6:7:8, false",
        "ip, 1::2::3, false",
        "ip, ':::', false",
        "ip, 12345::, false",
        "ip, g::, false",
        "ip, ::1/128, true",
        "ip, ::1/129, false",
        "ip, 99999999999999999999.1.1.1, false",
        "x509, 'CN=a,O=b', true",
        "x509, nonsense, false",
        "sasl, bob, true",
        "sasl, bob/host@REALM, true",
        "sasl, bob@REALM, true",
        "sasl, bob/a/b@REALM, false",
        "sasl, bob@a@b, false",
        "sasl, bob@a/b, false",
        "super, '', false",
        "nonsense, '', false",
    })
    void anIdMustHaveTheFormOfItsScheme(String scheme, String id, boolean isLegal) {
        assertThat(fixUp(List.of(BOB), new AclEntry(1, scheme, id)).isEmpty()).isEqualTo(!isLegal);
    }

    @Test
    void manyEntriesAreNoBurden() {
        AclEntry[] many = new AclEntry[50_000];
        for (int i = 0; i < many.length; i++) {
            many[i] = new AclEntry(1, "digest", "user" + i + ":hash");
        }

        assertThat(fixUp(List.of(), many).entries()).hasSize(many.length);
    }

    @Test
    void aDistinguishedNameIsNotLongerThanOneOfACertificate() {
        String name = "O=x,".repeat(1000) + "CN=y";

        assertThat(AclScheme.isLegalId("x509", name)).isTrue();
        assertThat(AclScheme.isLegalId("x509", name + "z".repeat(100))).isFalse();
    }
}
