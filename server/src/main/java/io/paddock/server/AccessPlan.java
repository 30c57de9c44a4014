package io.paddock.server;

import io.paddock.acl.AclScheme;
import io.paddock.server.admin.ServerStatistics;
import io.paddock.server.auth.AccessPolicy;
import io.paddock.server.auth.Authenticator;
import io.paddock.server.auth.CertificateIdentity;
import io.paddock.server.auth.DigestAuthenticator;
import io.paddock.server.auth.EnsembleAuthenticator;
import io.paddock.server.auth.IpAuthenticator;
import io.paddock.server.auth.SaslUsers;
import io.paddock.server.config.AuthSettings;
import io.paddock.server.config.ServerConfig;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What the configuration means for who clients are. */
final class AccessPlan {

    private AccessPlan() {}

    /**
     * How clients prove who they are. Reads the JAAS configuration of this Java.
     *
     * @param statistics counts who names an ensemble
     * @throws IOException when that cannot be read, or clients must use SASL and there is none
     */
    static AccessPolicy policy(ServerConfig config, ServerStatistics statistics) throws IOException {
        AuthSettings auth = config.auth();
        Optional<SaslUsers> sasl = SaslUsers.read(
                auth.saslContext(), auth.jaasFile(), auth.saslSuperPassword(), auth.superUsers(), auth.saslEverybody());
        if (sasl.isEmpty() && auth.enforcedSchemes().equals(List.of(AclScheme.SASL))) {
            throw new IOException("clients must authenticate by SASL, but there is no JAAS section "
                    + auth.saslContext() + " with their names: set -Djava.security.auth.login.config");
        }
        return new AccessPolicy(
                authenticators(auth, statistics),
                sasl,
                auth.allowsFailedSasl(),
                new CertificateIdentity(auth.x509SuperUser()),
                Set.copyOf(auth.enforcedSchemes()));
    }

    private static Map<String, Authenticator> authenticators(AuthSettings auth, ServerStatistics statistics) {
        Map<String, Authenticator> authenticators = new TreeMap<>();
        authenticators.put(AclScheme.IP, new IpAuthenticator());
        if (auth.digestEnabled()) {
            authenticators.put(AclScheme.DIGEST, new DigestAuthenticator(auth.superDigest(), auth.digestAlgorithm()));
        }
        if (auth.providedSchemes().contains(EnsembleAuthenticator.SCHEME)) {
            authenticators.put(
                    EnsembleAuthenticator.SCHEME, new EnsembleAuthenticator(auth.ensembleNames(), statistics));
        }
        return authenticators;
    }

    /**
     * The schemes that an ACL may name: those by which a client can prove something here. ZooKeeper 3.9.5 knows sasl by an {@code
     * authProvider.*} line alone, and x509 by that or by a {@code secureClientPort}; here the users in a JAAS file, or TLS on whichever port, are
     * enough.
     */
    static Set<String> aclSchemes(ServerConfig config, AccessPolicy policy) {
        Set<String> schemes = new TreeSet<>(config.auth().providedSchemes());
        schemes.remove(EnsembleAuthenticator.SCHEME);
        schemes.add(AclScheme.WORLD);
        schemes.add(AclScheme.AUTH);
        schemes.add(AclScheme.IP);
        if (config.auth().digestEnabled()) {
            schemes.add(AclScheme.DIGEST);
        }
        if (policy.sasl().isPresent()) {
            schemes.add(AclScheme.SASL);
        }
        if (!config.clientPort().tls().isNone()) {
            schemes.add(AclScheme.X509);
        }
        return schemes;
    }
}
