package io.paddock.command;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The bytes of a batch. The server that makes a batch encodes it once; the leader puts those bytes into an entry as they are, see
 * {@link EntryCodec}.
 *
 * <p>The format is versioned by its first byte, and golden files guard it.
 */
public final class CommandCodec {

    /*
     * version, server, incarnation, sequence, flags, count of requests, requests.
     *
     * A request is its caller and its command. What repeats within a batch (callers, identity lists, ACLs) is written where it first comes
     * and by its number from then on: see Table.
     */

    static final int VERSION = 1;

    private static final int ENFORCES_QUOTAS = 1;
    private static final int REQUEST_BYTES_EXPECTED = 64;
    private static final int REQUEST_BYTES_MIN = 2;

    private CommandCodec() {}

    /**
     * The bytes of {@code batch}.
     *
     * @throws IllegalArgumentException when a multi has a part that no multi may have
     */
    public static byte[] encodeBatch(Batch batch) {
        List<Request> requests = batch.requests();
        ByteWriter out = new ByteWriter(REQUEST_BYTES_EXPECTED * (requests.size() + 1));
        out.writeByte(VERSION);
        out.writeUnsigned(batch.server());
        out.writeUnsigned(batch.incarnation());
        out.writeUnsigned(batch.sequence());
        out.writeByte(batch.enforcesQuotas() ? ENFORCES_QUOTAS : 0);
        out.writeUnsigned(requests.size());
        RequestEncoder encoder = new RequestEncoder(out);
        for (int i = 0; i < requests.size(); i++) {
            encoder.write(requests.get(i));
        }
        return out.toBytes();
    }

    /**
     * How long {@code request} can make a batch: never less than it does, and found without looking at each character. Who closes a batch by
     * this never makes one that is too long.
     */
    public static long lengthMax(Request request) {
        return LengthBound.of(request);
    }

    /**
     * The batch of {@code bytes}.
     *
     * @throws CorruptEntryException when they are not a batch's
     */
    public static Batch decodeBatch(byte[] bytes) {
        return decodeBatch(new ByteReader(bytes, 0, bytes.length));
    }

    /**
     * The batch of the bytes that remain in {@code buffer}, whose position does not move.
     *
     * @throws CorruptEntryException when they are not a batch's
     */
    public static Batch decodeBatch(ByteBuffer buffer) {
        return decodeBatch(EntryCodec.readerOf(buffer));
    }

    static Batch decodeBatch(ByteReader in) {
        int version = in.readByte();
        if (version != VERSION) {
            throw in.corrupt("a batch of version " + version + ", this software knows " + VERSION);
        }
        long server = in.readUnsigned();
        if (server != (int) server) {
            throw in.corrupt("the server id " + server);
        }
        long incarnation = in.readUnsigned();
        long sequence = in.readUnsigned();
        int flags = in.readByte();
        if ((flags & ~ENFORCES_QUOTAS) != 0) {
            throw in.corrupt("the flags " + flags);
        }
        int count = in.readCount(REQUEST_BYTES_MIN);
        RequestDecoder decoder = new RequestDecoder(in);
        List<Request> requests = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            requests.add(decoder.read());
        }
        in.expectEnd();
        return new Batch((int) server, incarnation, sequence, flags != 0, requests);
    }
}
