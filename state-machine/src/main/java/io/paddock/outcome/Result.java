package io.paddock.outcome;

import io.paddock.session.Session;
import io.paddock.tree.Bytes;
import io.paddock.tree.ZnodeStat;
import java.util.List;

/** What a command answers besides its error code. */
public sealed interface Result {

    /** The kinds, for a switch. */
    enum Kind {
        NONE,
        CREATED,
        STAT,
        PARTS,
        SESSION,
        DATA
    }

    /** Which of the records this is. */
    Kind kind();

    /** Nothing to say. */
    record None() implements Result {
        public static final None INSTANCE = new None();

        @Override
        public Kind kind() {
            return Kind.NONE;
        }
    }

    /** A create's: the path with its suffix, and the new znode's stat. */
    record Created(String path, ZnodeStat stat) implements Result {
        @Override
        public Kind kind() {
            return Kind.CREATED;
        }
    }

    /** A setData's or setACL's. */
    record Stated(ZnodeStat stat) implements Result {
        @Override
        public Kind kind() {
            return Kind.STAT;
        }
    }

    /** A multi's: one for each part, also when it failed. */
    record Parts(List<Part> parts) implements Result {
        public Parts {
            parts = List.copyOf(parts);
        }

        @Override
        public Kind kind() {
            return Kind.PARTS;
        }
    }

    /** One part's error and, when that is OK and the multi was done, its result. */
    record Part(ErrorCode error, Result result) {}

    /** A session made or attached. */
    record Attached(Session session) implements Result {
        @Override
        public Kind kind() {
            return Kind.SESSION;
        }
    }

    /** A reconfiguration's: the new configuration's text and its znode's stat. */
    record Data(Bytes data, ZnodeStat stat) implements Result {
        @Override
        public Kind kind() {
            return Kind.DATA;
        }
    }
}
