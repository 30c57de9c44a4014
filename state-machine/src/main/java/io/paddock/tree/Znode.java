package io.paddock.tree;

import io.paddock.acl.Acl;

/**
 * A znode without its data: what nearly every decision needs, and what is small.
 *
 * @param stat its numbers
 * @param acl who may do what
 * @param dataDigest a 64-bit hash of the data, so that {@link StateDigest} needs no data
 */
public record Znode(ZnodeStat stat, Acl acl, long dataDigest) {

    /** Stands for a znode that is known not to exist. */
    public static final Znode ABSENT = new Znode(new ZnodeStat(0, 0, 0, 0, 0, 0, 0, 0, 0, -1, 0), Acl.NONE, 0);

    /** Whether there is such a znode: false for {@link #ABSENT} only. */
    public boolean exists() {
        return stat.dataLength() >= 0;
    }

    /** This with another stat. */
    public Znode withStat(ZnodeStat newStat) {
        return new Znode(newStat, acl, dataDigest);
    }
}
