package io.paddock.tree;

/**
 * What the system keeps about a znode besides its data and its ACL.
 *
 * <p>Two fields are kept in another form than clients see them: {@code childCreates} counts the children ever created (it numbers
 * sequential znodes), from which {@link #cversion()} follows; {@code owner} marks containers and TTL znodes besides ephemerals, see
 * {@link ZnodeOwner}, of which clients see {@link #ephemeralOwner()}.
 *
 * @param czxid zxid of the creation
 * @param mzxid zxid of the last change of the data
 * @param pzxid zxid of the last change of the set of children
 * @param ctimeMs when it was created, in ms since 1970, the leader's clock
 * @param mtimeMs when its data was last changed, likewise
 * @param version changes of the data
 * @param childCreates children ever created under it; wraps like an int
 * @param aversion changes of the ACL
 * @param owner what {@link ZnodeOwner} says
 * @param dataLength bytes of data, 0 for null
 * @param numChildren children now
 */
public record ZnodeStat(
        long czxid,
        long mzxid,
        long pzxid,
        long ctimeMs,
        long mtimeMs,
        int version,
        int childCreates,
        int aversion,
        long owner,
        int dataLength,
        int numChildren) {

    /** The cversion that clients see: ZooKeeper 3.9.5 shows twice the creations less the children there are. */
    public int cversion() {
        return childCreates * 2 - numChildren;
    }

    /** The ephemeralOwner that clients see: the session of an ephemeral, 0 for all else. */
    public long ephemeralOwner() {
        return ZnodeOwner.kindOf(owner) == ZnodeOwner.Kind.EPHEMERAL ? owner : 0;
    }

    /** This, after its data became {@code length} bytes by the transaction {@code zxid} at {@code nowMs}. */
    public ZnodeStat withData(int length, int newVersion, long zxid, long nowMs) {
        return new ZnodeStat(
                czxid, zxid, pzxid, ctimeMs, nowMs, newVersion, childCreates, aversion, owner, length, numChildren);
    }

    /** This, after its ACL was set. */
    public ZnodeStat withAclVersion(int newAversion) {
        return new ZnodeStat(
                czxid,
                mzxid,
                pzxid,
                ctimeMs,
                mtimeMs,
                version,
                childCreates,
                newAversion,
                owner,
                dataLength,
                numChildren);
    }

    /** This, after a child was created by the transaction {@code zxid}. */
    public ZnodeStat withChildCreated(long zxid) {
        return withChildren(childCreates + 1, numChildren + 1, zxid);
    }

    /** This, after a child was deleted by the transaction {@code zxid}. */
    public ZnodeStat withChildDeleted(long zxid) {
        return withChildren(childCreates, numChildren - 1, zxid);
    }

    private ZnodeStat withChildren(int creates, int children, long zxid) {
        return new ZnodeStat(
                czxid, mzxid, zxid, ctimeMs, mtimeMs, version, creates, aversion, owner, dataLength, children);
    }
}
