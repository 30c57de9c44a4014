package io.paddock.server.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.paddock.acl.AclEntry;
import io.paddock.acl.Identity;
import io.paddock.outcome.Change;
import io.paddock.outcome.ErrorCode;
import io.paddock.tree.Bytes;
import io.paddock.tree.ZnodeStat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.List;
import org.apache.jute.Record;
import org.apache.zookeeper.data.ACL;
import org.apache.zookeeper.data.ClientInfo;
import org.apache.zookeeper.data.Id;
import org.apache.zookeeper.data.Stat;
import org.apache.zookeeper.proto.ConnectResponse;
import org.apache.zookeeper.proto.GetACLResponse;
import org.apache.zookeeper.proto.MultiHeader;
import org.apache.zookeeper.proto.WatcherEvent;
import org.apache.zookeeper.proto.WhoAmIResponse;

/** Replies and events as frames for an {@link Outbox}. */
public final class ReplyWriter {

    /** Xid of a watch event. */
    public static final int XID_EVENT = -1;

    /** Xid of a ping and its reply. */
    public static final int XID_PING = -2;

    /** Xid of an auth packet and its reply. */
    public static final int XID_AUTH = -4;

    private static final int SYNC_CONNECTED = 3;
    private static final int EVENT_BYTES = 32;

    private ReplyWriter() {}

    /** What follows a reply's header. */
    public interface Body {
        /** Writes itself. */
        void writeTo(BodyWriter out);
    }

    /** A reply with a body, which is sent for error OK only: all others end after the header. */
    public static Outbox.Frame reply(int xid, long zxid, ErrorCode error, Body body) {
        return new Reply(xid, zxid, error, body);
    }

    /** A class with a name: in code that is not optimised, each lambda that captures something is made by a call into the JVM. */
    private record Reply(int xid, long zxid, ErrorCode error, Body body) implements Outbox.Frame {
        @Override
        public void writeTo(ByteBuf out) {
            int start = begin(out);
            out.writeInt(xid);
            out.writeLong(zxid);
            out.writeInt(error.code());
            if (error == ErrorCode.OK) {
                body.writeTo(new BodyWriter(out));
            }
            end(out, start);
        }
    }

    /** A reply without a body. */
    public static Outbox.Frame reply(int xid, long zxid, ErrorCode error) {
        return reply(xid, zxid, error, body -> {});
    }

    /** The reply to a multiRead: the parts it came to and their end follow an error too (ZooKeeper 3.9.5). */
    public static Outbox.Frame parts(int xid, long zxid, ErrorCode error, Body parts) {
        return out -> {
            int start = begin(out);
            out.writeInt(xid);
            out.writeLong(zxid);
            out.writeInt(error.code());
            BodyWriter body = new BodyWriter(out);
            parts.writeTo(body);
            body.endOfParts();
            end(out, start);
        };
    }

    /** The reply to a step of SASL, whose body follows an error too (ZooKeeper 3.9.5). */
    public static Outbox.Frame saslToken(int xid, ErrorCode error, Bytes token) {
        return out -> {
            int start = begin(out);
            out.writeInt(xid);
            out.writeLong(0);
            out.writeInt(error.code());
            new BodyWriter(out).data(token);
            end(out, start);
        };
    }

    /**
     * A watch event, which may be appended for any number of watchers; {@code zxid} is that of the change, or -1 when it makes up for a watch
     * set again.
     */
    public static Outbox.Frame event(Change.Kind kind, String path, long zxid) {
        ByteBuf out = Unpooled.buffer(EVENT_BYTES + path.length());
        int start = begin(out);
        out.writeInt(XID_EVENT);
        out.writeLong(zxid);
        out.writeInt(0);
        new BodyWriter(out).record(new WatcherEvent(kind.eventType(), SYNC_CONNECTED, path));
        end(out, start);
        return new Outbox.Made(ByteBufUtil.getBytes(out));
    }

    /**
     * The answer to a handshake.
     *
     * @param withReadOnly whether the client's request had the read-only byte, which the answer then has too (ZOOKEEPER-4814)
     */
    public static Outbox.Frame connected(
            int timeoutMs, long sessionId, Bytes password, boolean withReadOnly, boolean isReadOnly) {
        ConnectResponse response = new ConnectResponse(0, timeoutMs, sessionId, password.array(), isReadOnly);
        return out -> {
            int start = begin(out);
            new BodyWriter(out).record(response);
            // The read-only flag is the record's last byte.
            out.writerIndex(out.writerIndex() - (withReadOnly ? 0 : 1));
            end(out, start);
        };
    }

    private static int begin(ByteBuf out) {
        int start = out.writerIndex();
        out.writeInt(0);
        return start;
    }

    private static void end(ByteBuf out, int start) {
        out.setInt(start, out.writerIndex() - start - Integer.BYTES);
    }

    /** The bodies' records. */
    public static final class BodyWriter {

        private final ByteBuf buffer;
        private final RecordWriter out;

        BodyWriter(ByteBuf buffer) {
            this.buffer = buffer;
            this.out = new RecordWriter(buffer);
        }

        /** A stat as clients see it: 68 bytes. */
        public void stat(ZnodeStat stat) {
            record(new Stat(
                    stat.czxid(),
                    stat.mzxid(),
                    stat.ctimeMs(),
                    stat.mtimeMs(),
                    stat.version(),
                    stat.cversion(),
                    stat.aversion(),
                    stat.ephemeralOwner(),
                    stat.dataLength(),
                    stat.numChildren(),
                    stat.pzxid()));
        }

        /** A text. */
        public void text(String text) {
            out.writeString(text, "text");
        }

        /** A number of four bytes. */
        public void number(int number) {
            buffer.writeInt(number);
        }

        /** Data, null or not. */
        public void data(Bytes data) {
            out.writeBuffer(data.isNull() ? null : data.array(), "data");
        }

        /** A vector of texts. */
        public void texts(Collection<String> texts) {
            int countAt = buffer.writerIndex();
            buffer.writeInt(0);
            int count = 0;
            for (String text : texts) {
                out.writeString(text, "text");
                count++;
            }
            buffer.setInt(countAt, count);
        }

        /** An ACL and the stat of its znode. */
        public void acl(List<AclEntry> entries, ZnodeStat stat) {
            record(new GetACLResponse(
                    entries.stream()
                            .map(entry -> new ACL(entry.permissions(), new Id(entry.scheme(), entry.id())))
                            .toList(),
                    new Stat()));
            buffer.writerIndex(buffer.writerIndex() - STAT_BYTES);
            stat(stat);
        }

        /** The answer to whoAmI. */
        public void identities(List<Identity> identities) {
            record(new WhoAmIResponse(identities.stream()
                    .map(identity -> new ClientInfo(identity.scheme(), identity.id()))
                    .toList()));
        }

        /** The header before one part of a multi's answer. */
        public void part(int type, ErrorCode error) {
            record(new MultiHeader(type, false, error.code()));
        }

        /** A part that failed, header included. */
        public void failedPart(ErrorCode error) {
            part(MULTI_ERROR, error);
            number(error.code());
        }

        /** The end of a multi's answer. */
        public void endOfParts() {
            record(new MultiHeader(-1, true, -1));
        }

        private void record(Record record) {
            try {
                record.serialize(out, "record");
            } catch (IOException impossible) {
                throw new UncheckedIOException("a buffer in memory does not fail", impossible);
            }
        }

        private static final int MULTI_ERROR = -1;
        private static final int STAT_BYTES = 68;
    }
}
