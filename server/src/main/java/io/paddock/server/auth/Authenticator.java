package io.paddock.server.auth;

import io.paddock.acl.Identity;
import io.paddock.tree.Bytes;
import java.util.List;

/** What a client's auth packet proves. Immutable. */
public interface Authenticator {

    /** The scheme it is for. */
    String scheme();

    /**
     * The identities that the credentials prove; none when they prove nothing, which ends the connection.
     *
     * @param address the client's, as text
     */
    List<Identity> identities(Bytes credentials, String address);
}
