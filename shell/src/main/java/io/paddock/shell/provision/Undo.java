package io.paddock.shell.provision;

import io.paddock.shell.outcome.ShellFailure;
import io.paddock.shell.tree.AclText;
import io.paddock.shell.tree.Znode;
import java.util.Optional;

/**
 * One change of a backup, to be undone.
 *
 * @param kind what was done
 * @param path to which znode
 * @param before how it was; absent where it was made
 * @param afterDigest the digest of the data that was written
 * @param afterAcl the ACL that was written
 * @param isSecret whether the data must not be printed
 */
record Undo(Change.Kind kind, String path, State before, String afterDigest, String afterAcl, boolean isSecret) {
    static Undo of(SourceNode entry) {
        Change.Kind kind = Change.Kind.valueOf(Backup.field(entry, "change").text());
        return new Undo(
                kind,
                Backup.field(entry, "path").text(),
                kind == Change.Kind.CREATE ? State.ABSENT : Backup.state(Backup.field(entry, "before")),
                Backup.field(entry, "afterDigest").text(),
                Backup.field(entry, "afterAcl").text(),
                Backup.field(entry, "secret").text().equals("true"));
    }

    /** The change back; none where it is as it was before already. */
    Optional<Change> change(Znode nowOrNull, boolean isForced) {
        return switch (kind) {
            case CREATE -> remove(nowOrNull, isForced);
            case DELETE -> make(nowOrNull, isForced);
            case SET -> resetData(nowOrNull, isForced);
            case SET_ACL -> resetAcl(nowOrNull, isForced);
        };
    }

    private Optional<Change> remove(Znode now, boolean isForced) {
        if (now == null) {
            return Optional.empty();
        }
        refuseUnless(isForced || Digest.of(now.content()).equals(afterDigest));
        return Optional.of(new Change(Change.Kind.DELETE, path, State.of(now), State.ABSENT, isSecret));
    }

    private Optional<Change> make(Znode now, boolean isForced) {
        if (now == null) {
            return Optional.of(new Change(Change.Kind.CREATE, path, State.ABSENT, before, isSecret));
        }
        boolean isAsBefore = now.content().equals(before.content());
        refuseUnless(isForced || isAsBefore);
        return isAsBefore ? Optional.empty() : Optional.of(data(now));
    }

    private Optional<Change> resetData(Znode now, boolean isForced) {
        refuseUnless(now != null);
        if (now.content().equals(before.content())) {
            return Optional.empty();
        }
        refuseUnless(isForced || Digest.of(now.content()).equals(afterDigest));
        return Optional.of(data(now));
    }

    private Optional<Change> resetAcl(Znode now, boolean isForced) {
        refuseUnless(now != null);
        if (now.acl().equals(before.acl())) {
            return Optional.empty();
        }
        refuseUnless(isForced || AclText.text(now.acl()).equals(afterAcl));
        State after = State.wanted(now.content(), before.acl());
        return Optional.of(new Change(Change.Kind.SET_ACL, path, State.of(now), after, isSecret));
    }

    private Change data(Znode now) {
        return new Change(Change.Kind.SET, path, State.of(now), State.wanted(before.content(), now.acl()), isSecret);
    }

    private void refuseUnless(boolean isAsExpected) {
        if (!isAsExpected) {
            throw ShellFailure.refused(
                    path + " was changed by somebody else since the apply; --force rolls back all the same");
        }
    }
}
