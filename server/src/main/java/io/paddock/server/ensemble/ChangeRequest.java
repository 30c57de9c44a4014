package io.paddock.server.ensemble;

import io.paddock.server.config.EnsembleMember;
import io.paddock.server.config.EnsembleText;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What a client's server asks of the leader: to make the members these. Asking twice does no harm.
 *
 * @param mayChange whether the client has the right to; if not, the leader finds out only what would have been wrong besides
 * @param version the version of the configuration that this is a change of
 * @param wanted the members
 */
record ChangeRequest(boolean mayChange, long version, List<EnsembleMember> wanted) {

    private static final String MAY = "may\n";
    private static final String MAY_NOT = "may not\n";

    ChangeRequest {
        wanted = List.copyOf(wanted);
    }

    byte[] encode() {
        String text = (mayChange ? MAY : MAY_NOT) + new EnsembleText(wanted, version).text();
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** @throws IllegalArgumentException if it is none */
    static ChangeRequest decode(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        boolean mayChange = text.startsWith(MAY);
        if (!mayChange && !text.startsWith(MAY_NOT)) {
            throw new IllegalArgumentException("expected the right to change first but got " + text);
        }
        EnsembleText ensemble = EnsembleText.parse(text.substring((mayChange ? MAY : MAY_NOT).length()));
        return new ChangeRequest(mayChange, ensemble.version(), ensemble.members());
    }
}
