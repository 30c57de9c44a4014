package io.paddock.server.auth;

import io.paddock.acl.Identity;
import io.paddock.tree.Bytes;
import java.util.List;

/** Scheme ip: every connection is its address, whatever it sends. */
public final class IpAuthenticator implements Authenticator {

    @Override
    public String scheme() {
        return "ip";
    }

    @Override
    public List<Identity> identities(Bytes credentials, String address) {
        return List.of(new Identity("ip", address));
    }
}
