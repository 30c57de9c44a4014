package io.paddock.server.auth;

import io.paddock.acl.AclScheme;
import io.paddock.acl.Identity;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * How clients prove who they are, and what they must have proven. Immutable.
 *
 * @param authenticators how they can, by scheme
 * @param sasl who may by SASL; nobody when it is off
 * @param keepsFailedSasl whether a client that failed by SASL may go on as nobody
 * @param certificates whom a client's certificate proves
 * @param enforcedSchemes a client must have proven something by one of these before it asks; empty when it need not
 */
public record AccessPolicy(
        Map<String, Authenticator> authenticators,
        Optional<SaslUsers> sasl,
        boolean keepsFailedSasl,
        CertificateIdentity certificates,
        Set<String> enforcedSchemes) {

    /**
     * What every client of a server is for whom no ACL counts ({@code skipACL}). The machine knows no such setting, so that all replicas
     * decide alike; and no client is told of this identity.
     */
    public static final Identity UNCHECKED = new Identity(AclScheme.SUPER, "skipACL");

    /** Copies. */
    public AccessPolicy {
        authenticators = Map.copyOf(authenticators);
        enforcedSchemes = new TreeSet<>(enforcedSchemes);
    }

    /** Whether a client that has proven this much may ask for anything. */
    public boolean suffices(List<Identity> identities) {
        return enforcedSchemes.isEmpty()
                || identities.stream().anyMatch(identity -> enforcedSchemes.contains(identity.scheme()));
    }

    /** Whether SASL alone is among what must be proven, which ZooKeeper 3.9.5 answers in its own way. */
    public boolean enforcesSasl() {
        return enforcedSchemes.contains(AclScheme.SASL);
    }
}
