package io.paddock.store;

import io.paddock.acl.Acl;
import io.paddock.tree.Bytes;
import io.paddock.tree.Znode;
import io.paddock.tree.ZnodeStat;
import java.nio.charset.StandardCharsets;

/** Znodes and positions made short. */
final class TestZnodes {

    private TestZnodes() {}

    static Bytes bytes(String text) {
        return Bytes.of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** A persistent znode. */
    static Znode znode(long zxid, Bytes data, int children) {
        return owned(zxid, data, children, 0);
    }

    static Znode owned(long zxid, Bytes data, int children, long owner) {
        ZnodeStat stat = new ZnodeStat(zxid, zxid, zxid, 1000, 1000, 0, children, 0, owner, data.length(), children);
        return new Znode(stat, Acl.OPEN, data.hashCode());
    }

    static Position position(long index) {
        return new Position(1, index, index, 1000 + index, 0, 0, 0);
    }
}
