package io.paddock.server.auth;

import io.paddock.server.admin.Counter;
import io.paddock.server.admin.ServerStatistics;
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
    private final ServerStatistics statistics;

    /** With no names every client is at home. */
    public EnsembleAuthenticator(List<String> names, ServerStatistics statistics) {
        this.names = List.copyOf(names);
        this.statistics = statistics;
    }

    @Override
    public String scheme() {
        return SCHEME;
    }

    @Override
    public Proof prove(Bytes credentials, String address) {
        String name = new String(credentials.array(), StandardCharsets.UTF_8);
        if (name.isEmpty() || names.isEmpty()) {
            statistics.count(Counter.ENSEMBLE_AUTH_SKIP);
            return Proof.of();
        }
        boolean isKnown = names.contains(name);
        statistics.count(isKnown ? Counter.ENSEMBLE_AUTH_SUCCESS : Counter.ENSEMBLE_AUTH_FAIL);
        return isKnown ? Proof.of() : Proof.STRANGER;
    }
}
