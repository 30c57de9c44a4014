package io.paddock.server.auth;

import io.paddock.tree.Bytes;

/** What a client's auth packet proves. Immutable. */
public interface Authenticator {

    /** The scheme it is for. */
    String scheme();

    /**
     * What the credentials prove.
     *
     * @param address the client's, as text
     */
    Proof prove(Bytes credentials, String address);
}
