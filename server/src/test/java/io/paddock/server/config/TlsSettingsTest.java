package io.paddock.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TlsSettingsTest {
    private static final String PEER_KEYS =
            "ssl.quorum.keyStore.location=/k.p12\nssl.quorum.trustStore.location=/t.p12\n";

    private final ConfigFixture fixture = new ConfigFixture();

    @Test
    void clientsSpeakTlsToTheSecurePortWithWhatZooKeepersUsersWrite() throws ConfigException {
        ServerConfig config = fixture.file("/pw", "hush\n").parseMore("""
                secureClientPort=2281
                secureClientPortAddress=10.0.0.1
                ssl.keyStore.location=/keys/server.jks
                ssl.keyStore.passwordPath=/pw
                ssl.trustStore.location=/keys/trust
                ssl.trustStore.type=PEM
                ssl.enabledProtocols=TLSv1.2
                ssl.ciphersuites=A,B
                ssl.clientAuth=want
                """).config();

        TlsSettings tls = config.clientPort().tls();
        assertThat(config.clientPort().secureListen()).isEqualTo(new HostPort("10.0.0.1", 2281));
        assertThat(tls.keyStore())
                .isEqualTo(new KeyStoreSettings(Path.of("/keys/server.jks"), "hush", KeyStoreSettings.Type.JKS));
        assertThat(tls.trustStore())
                .isEqualTo(new KeyStoreSettings(Path.of("/keys/trust"), "", KeyStoreSettings.Type.PEM));
        assertThat(tls.protocols()).containsExactly("TLSv1.2");
        assertThat(tls.ciphers()).isEqualTo(List.of("A", "B"));
        assertThat(tls.clientAuth()).isEqualTo(TlsSettings.ClientAuth.WANT);
        assertThat(config.peerTls().isNone()).isTrue();
    }

    @Test
    void onlyTheSecurePortMayBeOpen() throws ConfigException {
        ServerConfig config = fixture.parse("dataDir=/d\nsecureClientPort=2281\nssl.keyStore.location=/k.pem\n")
                .config();

        assertThat(config.clientPort().listen().isNone()).isTrue();
        assertThat(config.clientPort().tls().clientAuth()).isEqualTo(TlsSettings.ClientAuth.NEED);
        assertThat(config.clientPort().tls().protocols()).containsExactly("TLSv1.3", "TLSv1.2");
    }

    @Test
    void withoutAnEncryptedPortTheKeysOfClientsMeanNothing() throws ConfigException {
        ParsedConfig parsed = fixture.parseMore("ssl.keyStore.location=/k.jks");

        assertThat(parsed.config().clientPort().tls().isNone()).isTrue();
        assertThat(parsed.notices()).isEmpty();
    }

    @Test
    void serversSpeakTlsToEachOther() throws ConfigException {
        ServerConfig config = fixture.parseMore("sslQuorum=true\nssl.quorum.hostnameVerification=false\n" + PEER_KEYS)
                .config();

        assertThat(config.peerTls().keyStore().file()).isEqualTo(Path.of("/k.p12"));
        assertThat(config.peerTls().verifiesHostnames()).isFalse();
        assertThat(config.clientPort().tls().isNone()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "secureClientPort=2281|secureClientPort: expected ssl.keyStore.location to be set as well but found '2281'",
                "client.portUnification=true|client.portUnification: expected ssl.keyStore.location to be set as well but found 'true'",
                "sslQuorum=true|sslQuorum: expected ssl.quorum.keyStore.location to be set as well but found 'true'",
                "ssl.crl=true|ssl.crl: is not supported: expected no such line but found 'true'",
                "ssl.quorum.ocsp=true|ssl.quorum.ocsp: is not supported: expected no such line but found 'true'",
                "ssl.authProvider=mine|ssl.authProvider: expected x509, the only one there is, but found 'mine'",
                "ssl.keyStore.type=BCFKS|ssl.keyStore.type: expected one of JKS, PKCS12, PEM but found 'BCFKS'",
                "ssl.clientAuth=maybe|ssl.clientAuth: expected one of NEED, WANT, NONE but found 'maybe'",
                "ssl.keyStore.location=/k|ssl.keyStore.location: expected a name that ends in .jks, .p12 or .pem, or ssl.keyStore.type to be set as well, but found '/k'",
                "ssl.keyStore.passwordPath=/none|ssl.keyStore.passwordPath: expected the name of a file that exists but found '/none'"
            })
    void whatCannotBeHadIsRefusedWithFileLineAndKey(String line, String message) {
        assertThatThrownBy(() -> fixture.parseMore(line))
                .isInstanceOf(ConfigException.class)
                .hasMessage("conf/zoo.cfg:3: " + message);
    }

    @Test
    void serversAlwaysProveThemselvesBothWays() {
        assertThatThrownBy(() -> fixture.parseMore("sslQuorum=true\nssl.quorum.clientAuth=none\n" + PEER_KEYS))
                .hasMessageContaining("ssl.quorum.clientAuth: expected need");
        assertThatThrownBy(() -> fixture.parseMore("sslQuorum=true\nssl.quorum.keyStore.location=/k.p12\n"))
                .hasMessageContaining("expected ssl.quorum.trustStore.location to be set as well");
    }
}
