package io.paddock.server.raft.transport;

import java.io.IOException;

/**
 * One message on a connection: the length of the rest (4 bytes), its kind (1), the caller's number for it (8), and the body.
 */
public final class Frame {

    /** Bytes of kind and number. */
    static final int HEADER_BYTES = 1 + Long.BYTES;
    /** The number of what nobody waits for an answer to; those of questions are positive. */
    static final long NO_ANSWER = 0;

    private final Kind kind;
    private final long callId;
    private final byte[] body;

    /** A frame that takes its body over. */
    Frame(Kind kind, long callId, byte[] body) {
        this.kind = kind;
        this.callId = callId;
        this.body = body;
    }

    Kind kind() {
        return kind;
    }

    long callId() {
        return callId;
    }

    /** Protobuf as Ratis defines it; the text of the failure for {@link Kind#FAILED}. */
    byte[] body() {
        return body;
    }

    /** What a frame is; an answer has the kind of its question, but for the two that say more. */
    public enum Kind {
        /** AppendEntries. */
        APPEND(1),
        /** RequestVote. */
        VOTE(2),
        /** StartLeaderElection. */
        START_ELECTION(3),
        /** InstallSnapshot, of which only the notice is sent. */
        SNAPSHOT_NOTICE(4),
        /** The answer to a question that could not be answered. */
        FAILED(5),
        /** Whether the leader is lost, and the sender may follow it: a RequestVote of this server's own. */
        LEADER_LOST(6),
        /** The answer to APPEND of a server that nobody listens to now: the news of a commit need not reach it at once. */
        APPENDED_UNHEARD(7);

        private static final Kind[] ALL = values();
        private final int code;

        Kind(int code) {
            this.code = code;
        }

        byte code() {
            return (byte) code;
        }

        static Kind of(int code) throws IOException {
            if (code < 1 || code > ALL.length) {
                throw new IOException(
                        "a frame of kind " + code + ": this is no server of Paddock, or of another version");
            }
            return ALL[code - 1];
        }
    }
}
