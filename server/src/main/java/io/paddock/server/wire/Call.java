package io.paddock.server.wire;

import io.paddock.command.Command;
import io.paddock.outcome.ErrorCode;
import io.paddock.tree.Bytes;
import java.util.List;

/** What a client asks for, decoded but not judged. */
public sealed interface Call {

    /** The kinds, for a switch. */
    enum Kind {
        WRITE,
        SYNC,
        RECONFIG,
        EXISTS,
        GET_DATA,
        GET_CHILDREN,
        GET_ACL,
        COUNT_DESCENDANTS,
        GET_EPHEMERALS,
        WHO_AM_I,
        MULTI_READ,
        SET_WATCHES,
        ADD_WATCH,
        REMOVE_WATCHES,
        PING,
        AUTHENTICATE,
        SASL,
        REFUSED
    }

    /** Which of the records this is. */
    Kind kind();

    /** Whether it goes through the log. */
    default boolean isWrite() {
        return false;
    }

    /** Anything that changes the tree, and the close of the session. */
    record Write(Command command) implements Call {
        @Override
        public Kind kind() {
            return Kind.WRITE;
        }

        @Override
        public boolean isWrite() {
            return true;
        }
    }

    /** Opcode 9; the reply repeats the path, whatever it is, null too. */
    record Sync(Bytes path) implements Call {
        @Override
        public Kind kind() {
            return Kind.SYNC;
        }

        @Override
        public boolean isWrite() {
            return true;
        }
    }

    /**
     * Opcode 16.
     *
     * @param isWhole whether the client gave all new members, empty or not, and not the changes
     * @param joining servers to add or change, empty if none
     * @param leaving ids to remove, empty if none
     * @param newMembers all members, when it is whole
     * @param configId the version that the configuration must have, -1 for any
     */
    record Reconfig(boolean isWhole, String joining, String leaving, String newMembers, long configId) implements Call {
        @Override
        public Kind kind() {
            return Kind.RECONFIG;
        }

        @Override
        public boolean isWrite() {
            return true;
        }
    }

    /** Opcode 3. */
    record Exists(String path, boolean watch) implements Call {
        @Override
        public Kind kind() {
            return Kind.EXISTS;
        }
    }

    /** Opcode 4. */
    record GetData(String path, boolean watch) implements Call {
        @Override
        public Kind kind() {
            return Kind.GET_DATA;
        }
    }

    /** Opcodes 8 and, with the stat, 12. */
    record GetChildren(String path, boolean watch, boolean withStat) implements Call {
        @Override
        public Kind kind() {
            return Kind.GET_CHILDREN;
        }
    }

    /** Opcode 6. */
    record GetAcl(String path) implements Call {
        @Override
        public Kind kind() {
            return Kind.GET_ACL;
        }
    }

    /** Opcode 104. */
    record CountDescendants(String path) implements Call {
        @Override
        public Kind kind() {
            return Kind.COUNT_DESCENDANTS;
        }
    }

    /** Opcode 103. */
    record GetEphemerals(String prefix) implements Call {
        @Override
        public Kind kind() {
            return Kind.GET_EPHEMERALS;
        }
    }

    /** Opcode 107. */
    record WhoAmI() implements Call {
        @Override
        public Kind kind() {
            return Kind.WHO_AM_I;
        }
    }

    /**
     * Opcode 22: of {@link GetData} and {@link GetChildren} only, none of which sets a watch.
     *
     * @param isSpoiled whether after these parts one comes that cannot be answered
     */
    record MultiRead(List<Call> parts, boolean isSpoiled) implements Call {
        public MultiRead {
            parts = List.copyOf(parts);
        }

        @Override
        public Kind kind() {
            return Kind.MULTI_READ;
        }
    }

    /**
     * Opcodes 101 and 105: the watches a client had before it reconnected.
     *
     * @param isSpoiled whether after these paths something comes that is none
     */
    record SetWatches(
            long relativeZxid,
            List<String> data,
            List<String> exist,
            List<String> child,
            List<String> persistent,
            List<String> recursive,
            boolean isSpoiled)
            implements Call {
        public SetWatches {
            data = List.copyOf(data);
            exist = List.copyOf(exist);
            child = List.copyOf(child);
            persistent = List.copyOf(persistent);
            recursive = List.copyOf(recursive);
        }

        @Override
        public Kind kind() {
            return Kind.SET_WATCHES;
        }
    }

    /** Opcode 106: mode 0 persistent, 1 persistent and recursive. */
    record AddWatch(String path, boolean recursive) implements Call {
        @Override
        public Kind kind() {
            return Kind.ADD_WATCH;
        }
    }

    /** Opcodes 18 and, when it only asks whether there are any, 17; type as in ZooKeeper 3.9.5, 1 to 5. */
    record RemoveWatches(String path, int type, boolean onlyChecks) implements Call {
        @Override
        public Kind kind() {
            return Kind.REMOVE_WATCHES;
        }
    }

    /** Opcode 11. */
    record Ping() implements Call {
        @Override
        public Kind kind() {
            return Kind.PING;
        }
    }

    /** Opcode 100. */
    record Authenticate(String scheme, Bytes credentials) implements Call {
        @Override
        public Kind kind() {
            return Kind.AUTHENTICATE;
        }
    }

    /** Opcode 102. */
    record Sasl(Bytes token) implements Call {
        @Override
        public Kind kind() {
            return Kind.SASL;
        }
    }

    /** What is answered with an error without being looked at further, in its place in the order. */
    record Refused(ErrorCode error, boolean closes) implements Call {
        @Override
        public Kind kind() {
            return Kind.REFUSED;
        }
    }
}
