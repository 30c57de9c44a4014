package io.paddock.server.auth;

import io.paddock.tree.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Scheme ensemble: proves nothing, but a client that names an ensemble which this is not is cut off without a word, so that it looks for
 * another server (ZooKeeper 3.9.5's {@code EnsembleAuthenticationProvider}).
 */
public final class EnsembleAuthenticator implements Authenticator {

    /** The scheme's name. */
    public static final String SCHEME = "ensemble";

    private final List<String> names;

    /** With no names every client is at home. */
    public EnsembleAuthenticator(List<String> names) {
        this.names = List.copyOf(names);
    }

    @Override
    public String scheme() {
        return SCHEME;
    }

    @Override
    public Proof prove(Bytes credentials, String address) {
        String name = new String(credentials.array(), StandardCharsets.UTF_8);
        return name.isEmpty() || names.isEmpty() || names.contains(name) ? Proof.of() : Proof.STRANGER;
    }
}
