package io.paddock.command;

import io.paddock.acl.AclEntry;
import io.paddock.outcome.ErrorCode;
import io.paddock.session.Owner;
import io.paddock.tree.Bytes;
import java.util.List;

/**
 * What the log holds: one change that somebody asks for. Commands are not checked when they are made; {@code apply} refuses what is not
 * legal, in ZooKeeper 3.9.5's order of errors.
 */
public sealed interface Command {

    /** The kinds, with the number in the log. A number is never used for another kind. */
    enum Kind {
        CREATE(1),
        DELETE(2),
        SET_DATA(3),
        SET_ACL(4),
        CHECK(5),
        MULTI(6),
        REFUSED(7),
        CREATE_SESSION(8),
        ATTACH_SESSION(9),
        CLOSE_SESSION(10),
        EXPIRE_SESSION(11),
        SYNC(12),
        REMOVE_UNUSED(13),
        SET_ENSEMBLE(14);

        private final int number;

        Kind(int number) {
            this.number = number;
        }

        /** The number in the log. */
        public int number() {
            return number;
        }
    }

    /** Which of the records this is. */
    Kind kind();

    /** The operation by which a znode is created; they differ in what flags mean and in the reply. */
    enum CreateForm {
        /** Opcode 1; replies with the path. */
        CREATE,
        /** Opcode 15; replies with path and stat, as the next two. */
        CREATE2,
        /** Opcode 19. */
        CONTAINER,
        /** Opcode 21. */
        TTL
    }

    /**
     * Creates a znode.
     *
     * @param form which opcode asked
     * @param acl as the client gave it, {@code auth} entries included
     * @param flags the client's number for the mode, legal or not
     * @param ttlMs for {@link CreateForm#TTL} only, else 0
     */
    record Create(CreateForm form, String path, Bytes data, List<AclEntry> acl, int flags, long ttlMs)
            implements Command {
        public Create {
            acl = List.copyOf(acl);
        }

        @Override
        public Kind kind() {
            return Kind.CREATE;
        }
    }

    /** Deletes a znode; version -1 is any. */
    record Delete(String path, int version) implements Command {
        @Override
        public Kind kind() {
            return Kind.DELETE;
        }
    }

    /** Sets the data; version -1 is any. */
    record SetData(String path, Bytes data, int version) implements Command {
        @Override
        public Kind kind() {
            return Kind.SET_DATA;
        }
    }

    /** Sets the ACL; version is the aversion, -1 is any. */
    record SetAcl(String path, List<AclEntry> acl, int version) implements Command {
        public SetAcl {
            acl = List.copyOf(acl);
        }

        @Override
        public Kind kind() {
            return Kind.SET_ACL;
        }
    }

    /** Holds when the znode has that version (-1: exists); inside a {@link Multi} only. */
    record Check(String path, int version) implements Command {
        @Override
        public Kind kind() {
            return Kind.CHECK;
        }
    }

    /** All or nothing; of {@link Create}, {@link Delete}, {@link SetData}, {@link SetAcl} is not one, {@link Check}, {@link Refused}. */
    record Multi(List<Command> parts) implements Command {
        public Multi {
            parts = List.copyOf(parts);
        }

        @Override
        public Kind kind() {
            return Kind.MULTI;
        }
    }

    /** What the client's server refused by its own settings: takes its zxid and its place in the order, as a failed write does. */
    record Refused(ErrorCode error) implements Command {
        @Override
        public Kind kind() {
            return Kind.REFUSED;
        }
    }

    /** Makes a session; the request's session id and owner are the new one's. */
    record CreateSession(Bytes password, int timeoutMs) implements Command {
        @Override
        public Kind kind() {
            return Kind.CREATE_SESSION;
        }
    }

    /** Moves a session to the request's owner when the password is right. Takes no zxid. */
    record AttachSession(Bytes password, int timeoutMs) implements Command {
        @Override
        public Kind kind() {
            return Kind.ATTACH_SESSION;
        }
    }

    /** The client ends its session. */
    record CloseSession() implements Command {
        @Override
        public Kind kind() {
            return Kind.CLOSE_SESSION;
        }
    }

    /** The leader ends a session that was not heard from, unless it has another owner by now. */
    record ExpireSession(long sessionId, Owner lastOwner) implements Command {
        @Override
        public Kind kind() {
            return Kind.EXPIRE_SESSION;
        }
    }

    /** Changes nothing: a mark in the server's own stream, for sync and linearizable reads. Takes no zxid. */
    record Sync() implements Command {
        @Override
        public Kind kind() {
            return Kind.SYNC;
        }
    }

    /** The leader removes an empty container or an outlived TTL znode; refused when it is neither at apply. */
    record RemoveUnused(String path) implements Command {
        @Override
        public Kind kind() {
            return Kind.REMOVE_UNUSED;
        }
    }

    /**
     * Writes the ensemble's configuration into {@code /zookeeper/config}: the last step of a change of members, which Raft has made by then.
     *
     * @param members a line {@code server.N=...} for each, ended; apply adds the version
     */
    record SetEnsemble(Bytes members) implements Command {
        @Override
        public Kind kind() {
            return Kind.SET_ENSEMBLE;
        }
    }
}
