package io.paddock.tree;

import io.paddock.acl.Acl;
import io.paddock.acl.AclEntry;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * A 64-bit digest of the replicated state that does not depend on the order of its records: the sum of one hash for each. So a change
 * costs what it changes, and replicas can be compared at the same index.
 *
 * <p>Pure functions, the same on every machine and every Java. The hashes find mistakes, not attackers.
 *
 * <p>They are part of the stored format: a change of them is a change of its version.
 */
public final class StateDigest {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long SEED = 0x243f6a8885a308d3L;
    private static final long FACTOR = 0x9e3779b97f4a7c15L;
    private static final long CHAR_FACTOR = 0x00000100000001b3L;
    private static final long NULL_DATA = 0x13198a2e03707344L;
    private static final long OPEN_ACL = hashOfEntries(Acl.OPEN);

    private StateDigest() {}

    /** The share of one znode. */
    public static long ofZnode(String path, Znode znode) {
        return ofZnode(ofText(path), znode);
    }

    /** The share of one znode whose path has the hash {@link #ofText} gives. */
    public static long ofZnode(long pathHash, Znode znode) {
        ZnodeStat stat = znode.stat();
        long hash = mix(pathHash, stat.czxid());
        hash = mix(hash, stat.mzxid());
        hash = mix(hash, stat.pzxid());
        hash = mix(hash, stat.ctimeMs());
        hash = mix(hash, stat.mtimeMs());
        hash = mix(hash, pair(stat.version(), stat.aversion()));
        hash = mix(hash, pair(stat.childCreates(), stat.numChildren()));
        hash = mix(hash, stat.owner());
        hash = mix(hash, stat.dataLength());
        hash = mix(hash, ofAcl(znode.acl()));
        return mix(hash, znode.dataDigest());
    }

    /** The hash of the data of a znode, for {@link Znode#dataDigest}. */
    public static long ofData(Bytes data) {
        if (data.isNull()) {
            return NULL_DATA;
        }
        byte[] array = data.array();
        long hash = mix(SEED, array.length);
        int at = 0;
        for (; at + Long.BYTES <= array.length; at += Long.BYTES) {
            hash = mix(hash, (long) LONGS.get(array, at));
        }
        long rest = 0;
        for (; at < array.length; at++) {
            rest = rest << Byte.SIZE | (array[at] & 0xff);
        }
        return mix(hash, rest);
    }

    /** The share of a session. */
    public static long ofSession(long id, Bytes password, int timeoutMs, int server, long connection) {
        long hash = mix(ofText("session"), id);
        hash = mix(hash, ofData(password));
        hash = mix(hash, pair(timeoutMs, server));
        return mix(hash, connection);
    }

    /** The share of what is known of a server's batches. */
    public static long ofOrigin(int server, long incarnation, long sequence) {
        return mix(mix(mix(ofText("origin"), server), incarnation), sequence);
    }

    /** The hash of a text. */
    public static long ofText(String text) {
        long hash = SEED;
        for (int at = 0; at < text.length(); at++) {
            hash = (hash ^ text.charAt(at)) * CHAR_FACTOR;
        }
        return mix(hash, text.length());
    }

    private static long ofAcl(Acl acl) {
        return acl.isOpen() ? OPEN_ACL : hashOfEntries(acl);
    }

    private static long hashOfEntries(Acl acl) {
        long hash = SEED;
        for (AclEntry entry : acl.entries()) {
            hash = mix(hash, entry.permissions());
            hash = mix(hash, ofText(entry.scheme()));
            hash = mix(hash, ofText(entry.id()));
        }
        return hash;
    }

    private static long pair(int high, int low) {
        return (long) high << Integer.SIZE | (low & 0xffffffffL);
    }

    private static long mix(long hash, long value) {
        long mixed = (hash ^ value) * FACTOR;
        return mixed ^ (mixed >>> 32);
    }
}
