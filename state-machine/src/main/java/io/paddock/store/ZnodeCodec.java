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
 * length, children, data digest, number of ACL entries and one, entries. The ACL that allows everybody everything has 0 for the number
 * and no entries. Data: version, then the bytes; {@link Bytes#NULL} is no record at all.
 */
final class ZnodeCodec {

    private static final String WHAT = "record of a znode";

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

    static void encode(Znode znode, RecordWriter out) {
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
        encodeAcl(znode.acl(), out);
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
