package io.paddock.store;

import io.paddock.session.Owner;
import io.paddock.session.Session;
import io.paddock.tree.Bytes;

/** The bytes of all records but those of znodes: the position, sessions, origins, the indexes' empty values. */
final class SmallRecordCodec {

    private SmallRecordCodec() {}

    /** The value of a record whose key says everything: the version alone. */
    static byte[] mark() {
        return new byte[] {FormatVersion.CURRENT};
    }

    static void encode(Position position, RecordWriter out) {
        out.putByte(FormatVersion.CURRENT);
        out.putFixed(position.term());
        out.putFixed(position.index());
        out.putFixed(position.zxid());
        out.putFixed(position.timeMs());
        out.putFixed(position.digest());
        out.putFixed(position.znodes());
        out.putFixed(position.dataBytes());
    }

    static Position decodePosition(byte[] value) {
        RecordReader in = new RecordReader(value, "record of the position");
        Position position = new Position(
                in.readFixed(),
                in.readFixed(),
                in.readFixed(),
                in.readFixed(),
                in.readFixed(),
                in.readFixed(),
                in.readFixed());
        in.end();
        return position;
    }

    /** All but the id, which is in the key. */
    static void encode(Session session, RecordWriter out) {
        out.putByte(FormatVersion.CURRENT);
        out.putSized(session.password().array());
        out.putSigned(session.timeoutMs());
        out.putSigned(session.owner().server());
        out.putSigned(session.owner().connection());
    }

    static Session decodeSession(long id, byte[] value) {
        RecordReader in = new RecordReader(value, "record of a session");
        Session session =
                new Session(id, Bytes.of(in.readSized()), in.readInt(), new Owner(in.readInt(), in.readSigned()));
        in.end();
        return session;
    }

    /** All but the server, which is in the key. */
    static void encode(Origin origin, RecordWriter out) {
        out.putByte(FormatVersion.CURRENT);
        out.putFixed(origin.incarnation());
        out.putFixed(origin.sequence());
    }

    static Origin decodeOrigin(byte[] value) {
        RecordReader in = new RecordReader(value, "record of an origin");
        Origin origin = new Origin(in.readFixed(), in.readFixed());
        in.end();
        return origin;
    }
}
