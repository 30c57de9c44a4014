package io.paddock.server.auth;

import io.paddock.acl.AclScheme;
import io.paddock.acl.Identity;
import io.paddock.tree.Bytes;

/** Scheme ip: every connection is its address, whatever it sends. */
public final class IpAuthenticator implements Authenticator {

    @Override
    public String scheme() {
        return AclScheme.IP;
    }

    @Override
    public Proof prove(Bytes credentials, String address) {
        return Proof.of(new Identity(AclScheme.IP, address));
    }
}
