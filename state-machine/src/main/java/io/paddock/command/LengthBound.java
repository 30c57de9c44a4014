package io.paddock.command;

import io.paddock.acl.AclEntry;
import io.paddock.acl.Identity;
import io.paddock.tree.Bytes;
import java.util.List;

/** The most bytes that {@link RequestEncoder} can need for a request, none of whose parts was written before. */
final class LengthBound {

    /** The longest of a number, of whatever width. */
    private static final int NUMBER = 10;

    /** Session, owner, and the numbers of caller, identities, kind and form. */
    private static final int CALLER = Long.BYTES + 6 * NUMBER;

    private LengthBound() {}

    static long of(Request request) {
        long length = CALLER;
        List<Identity> identities = request.identities();
        for (int i = 0; i < identities.size(); i++) {
            length += text(identities.get(i).scheme()) + text(identities.get(i).id());
        }
        return length + command(request.command());
    }

    private static long command(Command command) {
        return switch (command.kind()) {
            case CREATE -> {
                Command.Create create = (Command.Create) command;
                yield text(create.path()) + data(create.data()) + acl(create.acl()) + 3 * NUMBER;
            }
            case DELETE -> text(((Command.Delete) command).path()) + NUMBER;
            case SET_DATA ->
                text(((Command.SetData) command).path()) + data(((Command.SetData) command).data()) + NUMBER;
            case SET_ACL -> text(((Command.SetAcl) command).path()) + acl(((Command.SetAcl) command).acl()) + NUMBER;
            case CHECK -> text(((Command.Check) command).path()) + NUMBER;
            case MULTI -> parts(((Command.Multi) command).parts());
            case CREATE_SESSION -> data(((Command.CreateSession) command).password()) + NUMBER;
            case ATTACH_SESSION -> data(((Command.AttachSession) command).password()) + NUMBER;
            case REMOVE_UNUSED -> text(((Command.RemoveUnused) command).path());
            case SET_ENSEMBLE -> data(((Command.SetEnsemble) command).members());
            case EXPIRE_SESSION, REFUSED -> 3 * NUMBER;
            case CLOSE_SESSION, SYNC -> 0;
        };
    }

    private static long parts(List<Command> parts) {
        long length = NUMBER;
        for (int i = 0; i < parts.size(); i++) {
            length += 1 + command(parts.get(i));
        }
        return length;
    }

    private static long acl(List<AclEntry> acl) {
        long length = 2 * NUMBER;
        for (int i = 0; i < acl.size(); i++) {
            length += NUMBER + text(acl.get(i).scheme()) + text(acl.get(i).id());
        }
        return length;
    }

    private static long text(String text) {
        return NUMBER + (long) text.length() * Character.BYTES;
    }

    private static long data(Bytes data) {
        return (long) NUMBER + data.length();
    }
}
