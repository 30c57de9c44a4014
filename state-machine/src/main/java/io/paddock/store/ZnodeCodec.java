package io.paddock.store;

import io.paddock.acl.Acl;
import io.paddock.acl.AclEntry;
import io.paddock.compact.SeededHash;
import io.paddock.tree.Bytes;
import io.paddock.tree.Znode;
import io.paddock.tree.ZnodeStat;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The bytes of a znode and of its data.
 *
 * <p>A znode: version, czxid, mzxid and pzxid less czxid, ctime, mtime less ctime, version, child creations, ACL version, owner, data
 * length, children, data digest, where the data is, the data if it is here, number of ACL entries and one, entries. The ACL that allows
 * everybody everything has 0 for the number and no entries. Data in a record of its own: version, then the bytes.
 *
 * <p>Short data is in its znode's record: one record less to write, to order and to merge for each znode. In version 1 all data was in
 * records of their own, {@link Bytes#NULL} no record at all, and a znode's record did not tell.
 */
final class ZnodeCodec {

    /** Longer data has a record of its own: a znode's record is written again when a child comes or goes. */
    static final int SHORT_BYTES_MAX = 256;

    private static final String WHAT = "record of a znode";

    private static final byte NULL_DATA = 0;
    private static final byte DATA_HERE = 1;
    private static final byte DATA_ELSEWHERE = 2;
    private static final byte FIRST_VERSION_WITH_DATA = 2;
    private static final int NUMBERS_BEFORE_DIGEST = 11;

    private static final int KNOWN_ACLS = 256;
    private static final int KNOWN_ACL_BYTES_MAX = 1024;

    /** ACLs read lately, by the hash of their bytes: few are in use, by many znodes. */
    private final AtomicReferenceArray<KnownAcl> known = new AtomicReferenceArray<>(KNOWN_ACLS);

    /** An ACL and its bytes. */
    private record KnownAcl(Bytes bytes, Acl acl) {
        boolean isOf(byte[] value, int from, int length) {
            return Arrays.equals(bytes.array(), 0, bytes.length(), value, from, from + length);
        }
    }

    /** Whether data of this length is in its znode's record. */
    static boolean isShort(int dataLength) {
        return dataLength <= SHORT_BYTES_MAX;
    }

    /** A znode whose data is elsewhere. */
    static void encode(Znode znode, RecordWriter out) {
        encodeStat(znode, out);
        out.putByte(DATA_ELSEWHERE);
        encodeAcl(znode.acl(), out);
    }

    /** A znode with its data. */
    static void encode(Znode znode, Bytes data, RecordWriter out) {
        encodeStat(znode, out);
        if (data.isNull()) {
            out.putByte(NULL_DATA);
        } else {
            out.putByte(DATA_HERE);
            out.putSized(data.array());
        }
        encodeAcl(znode.acl(), out);
    }

    private static void encodeStat(Znode znode, RecordWriter out) {
        ZnodeStat stat = znode.stat();
        out.putByte(FormatVersion.CURRENT);
        out.putVariable(stat.czxid());
        out.putSigned(stat.mzxid() - stat.czxid());
        out.putSigned(stat.pzxid() - stat.czxid());
        out.putSigned(stat.ctimeMs());
        out.putSigned(stat.mtimeMs() - stat.ctimeMs());
        out.putSigned(stat.version());
        out.putSigned(stat.childCreates());
        out.putSigned(stat.aversion());
        out.putVariable(stat.owner());
        out.putVariable(stat.dataLength());
        out.putVariable(stat.numChildren());
        out.putFixed(znode.dataDigest());
    }

    private static void encodeAcl(Acl acl, RecordWriter out) {
        if (acl.equals(Acl.OPEN)) {
            out.putByte(0);
            return;
        }
        out.putVariable(acl.entries().size() + 1L);
        for (AclEntry entry : acl.entries()) {
            out.putSigned(entry.permissions());
            out.putText(entry.scheme());
            out.putText(entry.id());
        }
    }

    Znode decode(byte[] value) {
        return decode(value, 0, value.length);
    }

    /** A znode from the {@code length} bytes from {@code offset} on. */
    Znode decode(byte[] value, int offset, int length) {
        RecordReader in = new RecordReader(value, offset, length, WHAT);
        long czxid = in.readVariable();
        long mzxid = czxid + in.readSigned();
        long pzxid = czxid + in.readSigned();
        long ctimeMs = in.readSigned();
        long mtimeMs = ctimeMs + in.readSigned();
        int version = in.readInt();
        int childCreates = in.readInt();
        int aversion = in.readInt();
        long owner = in.readVariable();
        int dataLength = (int) in.readVariable();
        int numChildren = (int) in.readVariable();
        long dataDigest = in.readFixed();
        skipData(in);
        Acl acl = acl(value, in);
        return new Znode(
                new ZnodeStat(
                        czxid,
                        mzxid,
                        pzxid,
                        ctimeMs,
                        mtimeMs,
                        version,
                        childCreates,
                        aversion,
                        owner,
                        dataLength,
                        numChildren),
                acl,
                dataDigest);
    }

    private static void skipData(RecordReader in) {
        if (in.version() >= FIRST_VERSION_WITH_DATA && in.readByte() == DATA_HERE) {
            in.skipSized();
        }
    }

    /** A znode, with its data if that is in the same record. */
    CachedZnode decodeAll(byte[] value) {
        return CachedZnode.of(decode(value), dataIn(value));
    }

    private static Bytes dataIn(byte[] value) {
        RecordReader in = new RecordReader(value, WHAT);
        if (in.version() < FIRST_VERSION_WITH_DATA) {
            return CachedZnode.NO_DATA;
        }
        for (int i = 0; i < NUMBERS_BEFORE_DIGEST; i++) {
            in.readVariable();
        }
        in.readFixed();
        byte place = in.readByte();
        return switch (place) {
            case NULL_DATA -> Bytes.NULL;
            case DATA_HERE -> Bytes.of(in.readSized());
            case DATA_ELSEWHERE -> CachedZnode.NO_DATA;
            default -> throw new StoreException("the " + WHAT + " says " + place + " of its data: it is damaged");
        };
    }

    /** The ACL, which is all that is left. */
    private Acl acl(byte[] value, RecordReader in) {
        int from = in.offset();
        int length = in.left();
        if (length > KNOWN_ACL_BYTES_MAX || length <= 1) {
            return decodeAcl(in);
        }
        int place = (int) SeededHash.of(value, from, length) & (KNOWN_ACLS - 1);
        KnownAcl found = known.get(place);
        if (found != null && found.isOf(value, from, length)) {
            return found.acl();
        }
        Acl acl = decodeAcl(in);
        known.set(place, new KnownAcl(Bytes.of(Arrays.copyOfRange(value, from, from + length)), acl));
        return acl;
    }

    private static Acl decodeAcl(RecordReader in) {
        long count = in.readVariable() - 1;
        if (count < 0) {
            in.end();
            return Acl.OPEN;
        }
        List<AclEntry> entries = new ArrayList<>();
        for (long i = 0; i < count; i++) {
            entries.add(new AclEntry(in.readInt(), in.readText(), in.readText()));
        }
        in.end();
        return entries.isEmpty() ? Acl.NONE : new Acl(entries);
    }

    static void encodeData(Bytes data, RecordWriter out) {
        out.putByte(FormatVersion.CURRENT);
        out.putRaw(data.array());
    }

    static Bytes decodeData(byte[] value) {
        return Bytes.of(new RecordReader(value, "record of a znode's data").readRest());
    }
}
