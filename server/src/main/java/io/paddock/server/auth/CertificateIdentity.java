package io.paddock.server.auth;

import io.paddock.acl.AclScheme;
import io.paddock.acl.Identity;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * Scheme x509: a client's certificate, which the TLS handshake has checked, proves its subject's name, as RFC 2253 writes it. The super
 * user's name proves scheme super too (ZooKeeper 3.9.5). Immutable.
 *
 * @param superUser the name with all rights, empty for none
 */
public record CertificateIdentity(String superUser) {

    /** Who the owner of this certificate is. */
    public List<Identity> identities(X509Certificate certificate) {
        String name = certificate.getSubjectX500Principal().getName();
        Identity owner = new Identity(AclScheme.X509, name);
        return name.equals(superUser) ? List.of(new Identity(AclScheme.SUPER, name), owner) : List.of(owner);
    }
}
