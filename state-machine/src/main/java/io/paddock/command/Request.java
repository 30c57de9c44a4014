package io.paddock.command;

import io.paddock.acl.Identity;
import io.paddock.session.Owner;
import java.util.List;

/**
 * A command with who asks for it.
 *
 * @param sessionId the session, 0 for the server's own commands
 * @param owner the connection it came by; must own the session at apply, or it is refused
 * @param identities who that connection has proven to be
 */
public record Request(long sessionId, Owner owner, List<Identity> identities, Command command) {

    public Request {
        identities = List.copyOf(identities);
    }
}
