package io.paddock.server.peer;

import io.paddock.tree.Bytes;
import java.util.List;

/** What goes over a connection between two servers. {@link PeerCodec} knows the bytes. */
sealed interface PeerMessage {

    /** Which one, for switches. */
    Kind kind();

    /** The kinds, with the byte that stands for each. A byte is never used for anything else later. */
    enum Kind {
        HELLO(1),
        WELCOME(2),
        REFUSAL(3),
        BATCH(4),
        NOT_LEADER(5),
        SESSION_REPORT(6),
        PING(7),
        PONG(8),
        STATUS_REQUEST(9),
        STATUS_REPLY(10),
        SNAPSHOT_REQUEST(11),
        SNAPSHOT_NONE(12),
        SNAPSHOT_LISTING(13),
        SNAPSHOT_CHUNK(14),
        SNAPSHOT_FILE_END(15),
        SNAPSHOT_ACK(16),
        CHANGE_REQUEST(17),
        CHANGE_REPLY(18);

        private final int code;

        Kind(int code) {
            this.code = code;
        }

        int code() {
            return code;
        }
    }

    /** Why somebody connects. */
    enum Purpose {
        /** Only asks what is known of it; nothing is kept. */
        PROBE,
        /** Takes part from now on; is remembered before the welcome. */
        JOIN,
        /** Wants the newest snapshot. */
        FETCH
    }

    /**
     * The first message of who connects.
     *
     * @param cluster the name of its ensemble
     * @param server its id
     * @param incarnation of this run
     * @param previousIncarnation of its last run, as its disk has it; 0 when there was none
     * @param purpose what it wants
     */
    record Hello(String cluster, int server, long incarnation, long previousIncarnation, Purpose purpose)
            implements PeerMessage {
        @Override
        public Kind kind() {
            return Kind.HELLO;
        }
    }

    /**
     * The answer to {@link Hello}.
     *
     * @param server who answers
     * @param incarnation of its run
     * @param lastSeen the newest incarnation of the asker that took part before, 0 when none ever did
     * @param standing what the asker is to the ensemble of the one who answers
     */
    record Welcome(int server, long incarnation, long lastSeen, Standing standing) implements PeerMessage {
        @Override
        public Kind kind() {
            return Kind.WELCOME;
        }
    }

    /** No, and why; the connection is closed after it. */
    record Refusal(String reason) implements PeerMessage {
        @Override
        public Kind kind() {
            return Kind.REFUSAL;
        }
    }

    /** A batch on its way to the leader. */
    record ForwardedBatch(Bytes bytes) implements PeerMessage {
        @Override
        public Kind kind() {
            return Kind.BATCH;
        }
    }

    /** The last batch went to one who does not lead. */
    record NotLeader() implements PeerMessage {
        @Override
        public Kind kind() {
            return Kind.NOT_LEADER;
        }
    }

    /** Sessions heard from. */
    record Sessions(SessionReport report) implements PeerMessage {
        @Override
        public Kind kind() {
            return Kind.SESSION_REPORT;
        }
    }

    /** Are you there? */
    record Ping() implements PeerMessage {
        @Override
        public Kind kind() {
            return Kind.PING;
        }
    }

    /** Yes. */
    record Pong() implements PeerMessage {
        @Override
        public Kind kind() {
            return Kind.PONG;
        }
    }

    /** How are you? */
    record StatusRequest() implements PeerMessage {
        @Override
        public Kind kind() {
            return Kind.STATUS_REQUEST;
        }
    }

    /** In bytes that only the two ends understand. */
    record StatusReply(Bytes bytes) implements PeerMessage {
        @Override
        public Kind kind() {
            return Kind.STATUS_REPLY;
        }
    }

    /** Change the members, please, you who lead. In bytes that only the two ends understand. */
    record ChangeRequest(Bytes bytes) implements PeerMessage {
        @Override
        public Kind kind() {
            return Kind.CHANGE_REQUEST;
        }
    }

    /** What became of it, likewise. */
    record ChangeReply(Bytes bytes) implements PeerMessage {
        @Override
        public Kind kind() {
            return Kind.CHANGE_REPLY;
        }
    }

    /** The newest snapshot, please. */
    record SnapshotRequest() implements PeerMessage {
        @Override
        public Kind kind() {
            return Kind.SNAPSHOT_REQUEST;
        }
    }

    /** There is none. */
    record SnapshotNone() implements PeerMessage {
        @Override
        public Kind kind() {
            return Kind.SNAPSHOT_NONE;
        }
    }

    /**
     * What the snapshot consists of. The bytes of the files follow in this order.
     *
     * @param term of the last entry in it
     * @param index of the last entry in it
     * @param files relative names with lengths
     */
    record SnapshotListing(long term, long index, List<SnapshotFile> files) implements PeerMessage {
        public SnapshotListing {
            files = List.copyOf(files);
        }

        @Override
        public Kind kind() {
            return Kind.SNAPSHOT_LISTING;
        }
    }

    /** A file of a snapshot. */
    record SnapshotFile(String name, long length) {}

    /** The next bytes of the current file. */
    record SnapshotChunk(Bytes bytes) implements PeerMessage {
        @Override
        public Kind kind() {
            return Kind.SNAPSHOT_CHUNK;
        }
    }

    /** The end of a file, with the CRC-32C of all of it. */
    record SnapshotFileEnd(int checksum) implements PeerMessage {
        @Override
        public Kind kind() {
            return Kind.SNAPSHOT_FILE_END;
        }
    }

    /** A chunk is on the receiver's disk: one more may come. */
    record SnapshotAck() implements PeerMessage {
        @Override
        public Kind kind() {
            return Kind.SNAPSHOT_ACK;
        }
    }
}
