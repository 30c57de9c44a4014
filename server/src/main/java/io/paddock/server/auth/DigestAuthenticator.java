package io.paddock.server.auth;

import io.paddock.acl.AclScheme;
import io.paddock.acl.DigestIds;
import io.paddock.acl.Identity;
import io.paddock.tree.Bytes;
import java.nio.charset.StandardCharsets;

/**
 * Scheme digest: {@code user:password} proves {@code user:base64(hash)}; there is no table of users, so it always proves something
 * (ZooKeeper 3.9.5). The super user's id proves scheme super too.
 */
public final class DigestAuthenticator implements Authenticator {

    private final String superId;
    private final String algorithm;

    /**
     * @param superId the super user's {@code user:base64(hash)}, empty for none
     * @param algorithm of the hash, by its JDK name
     */
    public DigestAuthenticator(String superId, String algorithm) {
        this.superId = superId;
        this.algorithm = algorithm;
    }

    @Override
    public String scheme() {
        return AclScheme.DIGEST;
    }

    @Override
    public Proof prove(Bytes credentials, String address) {
        if (credentials.isNull()) {
            return Proof.FAILED;
        }
        String text = new String(credentials.array(), StandardCharsets.UTF_8);
        Identity user = new Identity(AclScheme.DIGEST, DigestIds.idOf(text, algorithm));
        return user.id().equals(superId) ? Proof.of(new Identity(AclScheme.SUPER, ""), user) : Proof.of(user);
    }
}
