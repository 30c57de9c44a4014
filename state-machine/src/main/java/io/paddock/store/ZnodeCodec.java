package io.paddock.store;

import com.github.benmanes.caffeine.cache.Interner;
import io.paddock.acl.Acl;
import io.paddock.acl.AclEntry;
import io.paddock.tree.Bytes;
import io.paddock.tree.Znode;
import io.paddock.tree.ZnodeStat;
import java.util.ArrayList;
import java.util.List;

/**
 * The bytes of a znode and of its data.
 *
 * <p>A znode: version, czxid, mzxid and pzxid less czxid, ctime, mtime less ctime, version, child creations, ACL version, owner, data
 * length, children, data digest, number of ACL entries and one, entries. The ACL that allows everybody everything has 0 for the number
 * and no entries. Data: version, then the bytes; {@link Bytes#NULL} is no record at all.
 */
final class ZnodeCodec {

    private static final String WHAT = "record of a znode";

    /** Few ACLs are in use, by many znodes: each is one object. */
    private final Interner<Acl> acls = Interner.newWeakInterner();

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
        RecordReader in = new RecordReader(value, WHAT);
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
        Acl acl = decodeAcl(in);
        in.end();
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

    private Acl decodeAcl(RecordReader in) {
        long form = in.readVariable();
        if (form == 0) {
            return Acl.OPEN;
        }
        List<AclEntry> entries = new ArrayList<>();
        for (long i = 1; i < form; i++) {
            entries.add(new AclEntry(in.readInt(), in.readText(), in.readText()));
        }
        return entries.isEmpty() ? Acl.NONE : acls.intern(new Acl(entries));
    }

    static void encodeData(Bytes data, RecordWriter out) {
        out.putByte(FormatVersion.CURRENT);
        out.putRaw(data.array());
    }

    static Bytes decodeData(byte[] value) {
        return Bytes.of(new RecordReader(value, "record of a znode's data").readRest());
    }
}
