package io.paddock.cluster.wire;

import java.util.Optional;

/** Something that came from the server after the handshake. */
public sealed interface Received {
    /** Which of the shapes this is. */
    Kind kind();

    /** Reads the body of a frame. */
    static Received of(Bytes frame) {
        WireReader reader = new WireReader(frame);
        int xid = reader.int32();
        long zxid = reader.int64();
        int error = reader.int32();
        if (xid == Xid.EVENT) {
            return Event.of(zxid, error, reader);
        }
        return new Reply(xid, zxid, error, reader.raw(reader.remaining()));
    }

    /** The shapes. */
    enum Kind {
        /** A {@link Reply}. */
        REPLY,
        /** An {@link Event}. */
        EVENT,
        /** An {@link End}. */
        END
    }

    /**
     * The answer to a request.
     *
     * @param xid the number of the request
     * @param zxid the last change the server had applied
     * @param error 0 or an error code
     * @param body what follows the header
     */
    record Reply(int xid, long zxid, int error, Bytes body) implements Received {
        @Override
        public Kind kind() {
            return Kind.REPLY;
        }
    }

    /**
     * A watch fired.
     *
     * @param zxid the change it tells of, or -1
     * @param error the error of the header, 0 so far
     * @param type what happened, by ZooKeeper's numbers
     * @param state the state of the session, by ZooKeeper's numbers
     * @param path the node
     */
    record Event(long zxid, int error, int type, int state, String path) implements Received {
        private static Event of(long zxid, int error, WireReader reader) {
            int type = reader.int32();
            int state = reader.int32();
            Optional<String> path = reader.text();
            if (path.isEmpty() || reader.remaining() > 0) {
                throw new MalformedRecordException("expected an event's path and its end but got " + path + " and "
                        + reader.remaining() + " bytes more");
            }
            return new Event(zxid, error, type, state, path.get());
        }

        @Override
        public Kind kind() {
            return Kind.EVENT;
        }
    }

    /**
     * The connection is over; nothing follows.
     *
     * @param reason what the socket said, for people
     */
    record End(String reason) implements Received {
        @Override
        public Kind kind() {
            return Kind.END;
        }
    }
}
