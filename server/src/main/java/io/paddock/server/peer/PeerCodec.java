package io.paddock.server.peer;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.CorruptedFrameException;
import io.paddock.tree.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The bytes of a {@link PeerMessage}: one byte for the kind, then its fields, big endian. A hello begins with a magic number and the version of
 * all that follows on the connection. Every length is checked against what is there before anything is made of it.
 */
final class PeerCodec {

    /** Rises with every change of a message. */
    static final int VERSION = 1;

    private static final int MAGIC = 0x5044_4b50;
    private static final int STRING_BYTES_MAX = 4_096;
    private static final int SNAPSHOT_FILES_MAX = 1_000_000;
    private static final int SNAPSHOT_FILE_BYTES_MIN = 2 + Long.BYTES;

    private PeerCodec() {}

    static void encode(PeerMessage message, ByteBuf out) {
        out.writeByte(message.kind().code());
        switch (message.kind()) {
            case HELLO -> encodeHello((PeerMessage.Hello) message, out);
            case WELCOME -> encodeWelcome((PeerMessage.Welcome) message, out);
            case REFUSAL -> writeString(((PeerMessage.Refusal) message).reason(), out);
            case BATCH ->
                out.writeBytes(((PeerMessage.ForwardedBatch) message).bytes().array());
            case SESSION_REPORT -> encodeReport(((PeerMessage.Sessions) message).report(), out);
            case STATUS_REPLY ->
                out.writeBytes(((PeerMessage.StatusReply) message).bytes().array());
            case CHANGE_REQUEST ->
                out.writeBytes(((PeerMessage.ChangeRequest) message).bytes().array());
            case CHANGE_REPLY ->
                out.writeBytes(((PeerMessage.ChangeReply) message).bytes().array());
            case SNAPSHOT_LISTING -> encodeListing((PeerMessage.SnapshotListing) message, out);
            case SNAPSHOT_CHUNK ->
                out.writeBytes(((PeerMessage.SnapshotChunk) message).bytes().array());
            case SNAPSHOT_FILE_END -> out.writeInt(((PeerMessage.SnapshotFileEnd) message).checksum());
            case NOT_LEADER, PING, PONG, STATUS_REQUEST, SNAPSHOT_REQUEST, SNAPSHOT_NONE, SNAPSHOT_ACK -> {
                // nothing but the kind
            }
        }
    }

    private static void encodeHello(PeerMessage.Hello hello, ByteBuf out) {
        out.writeInt(MAGIC);
        out.writeByte(VERSION);
        writeString(hello.cluster(), out);
        out.writeInt(hello.server());
        out.writeLong(hello.incarnation());
        out.writeLong(hello.previousIncarnation());
        out.writeByte(code(hello.purpose()));
    }

    private static void encodeWelcome(PeerMessage.Welcome welcome, ByteBuf out) {
        out.writeInt(welcome.server());
        out.writeLong(welcome.incarnation());
        out.writeLong(welcome.lastSeen());
        out.writeByte(code(welcome.standing()));
    }

    private static void encodeReport(SessionReport report, ByteBuf out) {
        out.writeLong(report.term());
        out.writeInt(report.sessions().size());
        for (SessionReport.Heard heard : report.sessions()) {
            out.writeLong(heard.sessionId());
            out.writeLong(heard.owner());
        }
    }

    private static void encodeListing(PeerMessage.SnapshotListing listing, ByteBuf out) {
        out.writeLong(listing.term());
        out.writeLong(listing.index());
        out.writeInt(listing.files().size());
        for (PeerMessage.SnapshotFile file : listing.files()) {
            writeString(file.name(), out);
            out.writeLong(file.length());
        }
    }

    private static void writeString(String text, ByteBuf out) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > STRING_BYTES_MAX) {
            throw new IllegalArgumentException("expected a text of at most " + STRING_BYTES_MAX + " bytes: " + text);
        }
        out.writeShort(bytes.length);
        out.writeBytes(bytes);
    }

    /**
     * Reads all of {@code in}.
     *
     * @throws CorruptedFrameException when that is no message
     */
    static PeerMessage decode(ByteBuf in) {
        need(in, 1);
        int code = in.readUnsignedByte();
        PeerMessage message = decodeFields(kind(code), in);
        if (in.isReadable()) {
            throw new CorruptedFrameException(
                    in.readableBytes() + " bytes too many in a message of kind " + message.kind());
        }
        return message;
    }

    private static PeerMessage.Kind kind(int code) {
        for (PeerMessage.Kind kind : PeerMessage.Kind.values()) {
            if (kind.code() == code) {
                return kind;
            }
        }
        throw new CorruptedFrameException("no message has the kind " + code);
    }

    private static PeerMessage decodeFields(PeerMessage.Kind kind, ByteBuf in) {
        return switch (kind) {
            case HELLO -> decodeHello(in);
            case WELCOME -> decodeWelcome(in);
            case REFUSAL -> new PeerMessage.Refusal(readString(in));
            case BATCH -> new PeerMessage.ForwardedBatch(readRest(in));
            case NOT_LEADER -> new PeerMessage.NotLeader();
            case SESSION_REPORT -> new PeerMessage.Sessions(decodeReport(in));
            case PING -> new PeerMessage.Ping();
            case PONG -> new PeerMessage.Pong();
            case STATUS_REQUEST -> new PeerMessage.StatusRequest();
            case STATUS_REPLY -> new PeerMessage.StatusReply(readRest(in));
            case SNAPSHOT_REQUEST -> new PeerMessage.SnapshotRequest();
            case SNAPSHOT_NONE -> new PeerMessage.SnapshotNone();
            case SNAPSHOT_LISTING -> decodeListing(in);
            case SNAPSHOT_CHUNK -> new PeerMessage.SnapshotChunk(readRest(in));
            case SNAPSHOT_FILE_END ->
                new PeerMessage.SnapshotFileEnd(need(in, Integer.BYTES).readInt());
            case SNAPSHOT_ACK -> new PeerMessage.SnapshotAck();
            case CHANGE_REQUEST -> new PeerMessage.ChangeRequest(readRest(in));
            case CHANGE_REPLY -> new PeerMessage.ChangeReply(readRest(in));
        };
    }

    private static PeerMessage decodeHello(ByteBuf in) {
        need(in, Integer.BYTES + 1);
        int magic = in.readInt();
        if (magic != MAGIC) {
            throw new CorruptedFrameException("not a server of Paddock: " + Integer.toHexString(magic));
        }
        int version = in.readUnsignedByte();
        if (version != VERSION) {
            throw new CorruptedFrameException("expected version " + VERSION + " but got " + version);
        }
        String cluster = readString(in);
        need(in, Integer.BYTES + 2 * Long.BYTES + 1);
        return new PeerMessage.Hello(
                cluster, in.readInt(), in.readLong(), in.readLong(), purpose(in.readUnsignedByte()));
    }

    private static PeerMessage decodeWelcome(ByteBuf in) {
        need(in, Integer.BYTES + 2 * Long.BYTES + 1);
        return new PeerMessage.Welcome(in.readInt(), in.readLong(), in.readLong(), standing(in.readUnsignedByte()));
    }

    private static SessionReport decodeReport(ByteBuf in) {
        need(in, Long.BYTES + Integer.BYTES);
        long term = in.readLong();
        int count = in.readInt();
        checkCount(count, in.readableBytes() / (2 * Long.BYTES));
        List<SessionReport.Heard> sessions = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            sessions.add(new SessionReport.Heard(in.readLong(), in.readLong()));
        }
        return new SessionReport(term, sessions);
    }

    private static PeerMessage decodeListing(ByteBuf in) {
        need(in, 2 * Long.BYTES + Integer.BYTES);
        long term = in.readLong();
        long index = in.readLong();
        int count = in.readInt();
        checkCount(count, Math.min(SNAPSHOT_FILES_MAX, in.readableBytes() / SNAPSHOT_FILE_BYTES_MIN));
        List<PeerMessage.SnapshotFile> files = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            String name = readString(in);
            long length = need(in, Long.BYTES).readLong();
            if (length < 0) {
                throw new CorruptedFrameException("a file of " + length + " bytes");
            }
            files.add(new PeerMessage.SnapshotFile(name, length));
        }
        return new PeerMessage.SnapshotListing(term, index, files);
    }

    private static void checkCount(int count, int max) {
        if (count < 0 || count > max) {
            throw new CorruptedFrameException("expected 0 to " + max + " elements but got " + count);
        }
    }

    private static int code(PeerMessage.Purpose purpose) {
        return switch (purpose) {
            case PROBE -> 0;
            case JOIN -> 1;
            case FETCH -> 2;
        };
    }

    private static PeerMessage.Purpose purpose(int code) {
        return switch (code) {
            case 0 -> PeerMessage.Purpose.PROBE;
            case 1 -> PeerMessage.Purpose.JOIN;
            case 2 -> PeerMessage.Purpose.FETCH;
            default -> throw new CorruptedFrameException("no purpose has the number " + code);
        };
    }

    private static int code(Standing standing) {
        return switch (standing) {
            case UNDECIDED -> 0;
            case MEMBER -> 1;
            case STRANGER -> 2;
        };
    }

    private static Standing standing(int code) {
        return switch (code) {
            case 0 -> Standing.UNDECIDED;
            case 1 -> Standing.MEMBER;
            case 2 -> Standing.STRANGER;
            default -> throw new CorruptedFrameException("no standing has the number " + code);
        };
    }

    private static String readString(ByteBuf in) {
        int length = need(in, Short.BYTES).readUnsignedShort();
        if (length > STRING_BYTES_MAX) {
            throw new CorruptedFrameException("a text of " + length + " bytes");
        }
        byte[] bytes = new byte[length];
        need(in, length).readBytes(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static Bytes readRest(ByteBuf in) {
        byte[] bytes = new byte[in.readableBytes()];
        in.readBytes(bytes);
        return Bytes.of(bytes);
    }

    private static ByteBuf need(ByteBuf in, int bytes) {
        if (in.readableBytes() < bytes) {
            throw new CorruptedFrameException("expected " + bytes + " bytes more but got " + in.readableBytes());
        }
        return in;
    }
}
