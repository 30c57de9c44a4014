package io.paddock.machine;

import io.paddock.acl.Acl;
import io.paddock.acl.AclFixup;
import io.paddock.acl.Permission;
import io.paddock.command.Command;
import io.paddock.command.Command.CreateForm;
import io.paddock.outcome.Change;
import io.paddock.outcome.ErrorCode;
import io.paddock.outcome.Result;
import io.paddock.path.ZnodePath;
import io.paddock.tree.Bytes;
import io.paddock.tree.CreateMode;
import io.paddock.tree.Znode;
import io.paddock.tree.ZnodeOwner;
import io.paddock.tree.ZnodeStat;
import java.nio.charset.StandardCharsets;

/**
 * The commands on znodes. Each first finds out whether it is legal, in ZooKeeper 3.9.5's order of errors, and then changes the overlay in
 * steps that cannot fail. Owned by the apply thread.
 */
final class NodeCommands {

    private static final int ANY_VERSION = -1;

    /** The version of the configuration's znode once an ensemble wrote it, in ZooKeeper 3.9.5 as well. */
    private static final int CONFIG_VERSION = -1;

    private final Overlay overlay;
    private final SessionOverlay sessions;
    private final QuotaAccounting quotas;

    NodeCommands(Overlay overlay, SessionOverlay sessions, QuotaAccounting quotas) {
        this.overlay = overlay;
        this.sessions = sessions;
        this.quotas = quotas;
    }

    ErrorCode create(Transaction tx, Command.Create create) {
        String given = create.path();
        int slash = given.lastIndexOf('/');
        if (!isModeLegal(create) || slash < 0 || given.indexOf('\0') >= 0) {
            return ErrorCode.BAD_ARGUMENTS;
        }
        CreateMode mode = CreateMode.ofFlags(create.flags());
        if (mode.isEphemeral() && tx.sessionId() == 0) {
            return ErrorCode.SESSION_EXPIRED;
        }
        Acl acl = AclFixup.fixUp(create.acl(), tx.identities());
        if (acl.isEmpty()) {
            return ErrorCode.INVALID_ACL;
        }
        Pending parent = findParent(given, slash);
        if (!parent.exists()) {
            return ErrorCode.NO_NODE;
        }
        if (!tx.may(Permission.CREATE, parent.znode().acl())) {
            return ErrorCode.NO_AUTH;
        }
        String path = mode.isSequential()
                ? ZnodePath.withSuffix(given, parent.znode().stat().childCreates())
                : given;
        ErrorCode error = refusalAt(tx, path, parent, create.data());
        if (error == ErrorCode.OK) {
            create(tx, parent, overlay.find(path), acl, create);
        }
        return error;
    }

    /** A mode that there is, with a time to live when and only when it is one for that. */
    private static boolean isModeLegal(Command.Create create) {
        if (!CreateMode.isKnown(create.flags())) {
            return false;
        }
        if (create.form() == CreateForm.TTL) {
            return CreateMode.ofFlags(create.flags()).hasTtl()
                    && create.ttlMs() > 0
                    && create.ttlMs() <= ZnodeOwner.TTL_MS_MAX;
        }
        return !CreateMode.ofFlags(create.flags()).hasTtl();
    }

    private ErrorCode refusalAt(Transaction tx, String path, Pending parent, Bytes data) {
        if (!ZnodePath.isLegal(path)) {
            return ErrorCode.BAD_ARGUMENTS;
        }
        if (overlay.find(path).exists()) {
            return ErrorCode.NODE_EXISTS;
        }
        if (ZnodeOwner.kindOf(parent.znode().stat().owner()) == ZnodeOwner.Kind.EPHEMERAL) {
            return ErrorCode.NO_CHILDREN_FOR_EPHEMERALS;
        }
        if (tx.enforcesQuotas() && quotas.wouldExceed(path, 1, data.length())) {
            return ErrorCode.QUOTA_EXCEEDED;
        }
        return ErrorCode.OK;
    }

    private void create(Transaction tx, Pending parent, Pending place, Acl acl, Command.Create create) {
        long zxid = tx.zxid();
        long owner = ownerOf(create, tx.sessionId());
        int length = create.data().length();
        ZnodeStat stat = new ZnodeStat(zxid, zxid, zxid, tx.timeMs(), tx.timeMs(), 0, 0, 0, owner, length, 0);
        overlay.replace(parent, parent.znode().withStat(parent.znode().stat().withChildCreated(zxid)));
        overlay.create(place, stat, acl, create.data());
        if (ZnodeOwner.kindOf(owner) == ZnodeOwner.Kind.EPHEMERAL) {
            sessions.noteEphemeral(owner, place.path);
        }
        quotas.created(place.path, length);
        tx.changed(Change.Kind.CREATED, place.path, acl);
        tx.changed(Change.Kind.CHILDREN_CHANGED, parent.path, parent.znode().acl());
        tx.answer(new Result.Created(place.path, stat));
    }

    /** The form decides before the flags do: createContainer makes a container whatever they say, and a plain create never does. */
    private static long ownerOf(Command.Create create, long sessionId) {
        return switch (create.form()) {
            case CONTAINER -> ZnodeOwner.CONTAINER;
            case TTL -> ZnodeOwner.ofTtl(create.ttlMs());
            case CREATE, CREATE2 ->
                CreateMode.ofFlags(create.flags()).isEphemeral() ? sessionId : ZnodeOwner.PERSISTENT;
        };
    }

    ErrorCode delete(Transaction tx, Command.Delete delete) {
        String path = delete.path();
        int slash = path.lastIndexOf('/');
        if (slash < 0 || path.indexOf('\0') >= 0 || ZnodePath.isSpecial(path)) {
            return ErrorCode.BAD_ARGUMENTS;
        }
        Pending parent = findParent(path, slash);
        if (!parent.exists()) {
            return ErrorCode.NO_NODE;
        }
        if (!tx.may(Permission.DELETE, parent.znode().acl())) {
            return ErrorCode.NO_AUTH;
        }
        Pending node = overlay.find(path);
        if (!node.exists()) {
            return ErrorCode.NO_NODE;
        }
        if (!isVersion(delete.version(), node.znode().stat().version())) {
            return ErrorCode.BAD_VERSION;
        }
        if (node.znode().stat().numChildren() > 0) {
            return ErrorCode.NOT_EMPTY;
        }
        remove(tx, parent, node);
        return ErrorCode.OK;
    }

    /** Removes an empty container, or a TTL znode without children that was not written to for longer than it is to live. */
    ErrorCode removeUnused(Transaction tx, Command.RemoveUnused command) {
        String path = command.path();
        if (!ZnodePath.isLegal(path) || ZnodePath.isSpecial(path)) {
            return ErrorCode.BAD_ARGUMENTS;
        }
        Pending node = overlay.find(path);
        if (!node.exists()) {
            return ErrorCode.NO_NODE;
        }
        ZnodeStat stat = node.znode().stat();
        if (stat.numChildren() > 0) {
            return ErrorCode.NOT_EMPTY;
        }
        boolean isUnused = switch (ZnodeOwner.kindOf(stat.owner())) {
            case CONTAINER -> true;
            case TTL -> UnusedTable.isOutlived(stat, tx.timeMs());
            case PERSISTENT, EPHEMERAL -> false;
        };
        if (!isUnused) {
            return ErrorCode.BAD_VERSION;
        }
        remove(tx, overlay.find(ZnodePath.parentOf(path)), node);
        return ErrorCode.OK;
    }

    /** Removes an ephemeral of a session that ends, if it is there still. */
    void removeEphemeral(Transaction tx, String path, long sessionId) {
        Pending node = overlay.find(path);
        if (node.exists() && node.znode().stat().owner() == sessionId) {
            remove(tx, overlay.find(ZnodePath.parentOf(path)), node);
        }
    }

    private void remove(Transaction tx, Pending parent, Pending node) {
        Znode last = node.znode();
        overlay.remove(node);
        overlay.replace(parent, parent.znode().withStat(parent.znode().stat().withChildDeleted(tx.zxid())));
        quotas.removed(node.path, last.stat().dataLength());
        tx.changed(Change.Kind.DELETED, node.path, last.acl());
        tx.changed(Change.Kind.CHILDREN_CHANGED, parent.path, parent.znode().acl());
    }

    ErrorCode setData(Transaction tx, Command.SetData command) {
        if (!ZnodePath.isLegal(command.path())) {
            return ErrorCode.BAD_ARGUMENTS;
        }
        Pending node = overlay.find(command.path());
        if (!node.exists()) {
            return ErrorCode.NO_NODE;
        }
        if (!tx.may(Permission.WRITE, node.znode().acl())) {
            return ErrorCode.NO_AUTH;
        }
        ZnodeStat last = node.znode().stat();
        long moreBytes = (long) command.data().length() - last.dataLength();
        if (tx.enforcesQuotas() && quotas.wouldExceed(node.path, 0, moreBytes)) {
            return ErrorCode.QUOTA_EXCEEDED;
        }
        if (!isVersion(command.version(), last.version())) {
            return ErrorCode.BAD_VERSION;
        }
        ZnodeStat stat = setData(tx, node, command.data(), last.version() + 1);
        tx.answer(new Result.Stated(stat));
        return ErrorCode.OK;
    }

    private ZnodeStat setData(Transaction tx, Pending node, Bytes data, int version) {
        ZnodeStat last = node.znode().stat();
        ZnodeStat stat = last.withData(data.length(), version, tx.zxid(), tx.timeMs());
        overlay.replace(node, stat, data);
        quotas.grown(node.path, (long) data.length() - last.dataLength());
        tx.changed(Change.Kind.DATA_CHANGED, node.path, node.znode().acl());
        return stat;
    }

    /**
     * Writes the ensemble's configuration, whose version is the zxid of the write. Who asks by a session needs the permission, the server itself
     * does not.
     */
    ErrorCode setEnsemble(Transaction tx, Command.SetEnsemble command) {
        Pending node = overlay.find(ZnodePath.CONFIG);
        if (!node.exists()) {
            return ErrorCode.NO_NODE;
        }
        if (tx.sessionId() != 0 && !tx.may(Permission.WRITE, node.znode().acl())) {
            return ErrorCode.NO_AUTH;
        }
        Bytes text = withVersion(command.members(), tx.zxid());
        ZnodeStat stat = setData(tx, node, text, CONFIG_VERSION);
        tx.answer(new Result.Data(text, stat));
        return ErrorCode.OK;
    }

    /** The last line has no end, as in ZooKeeper 3.9.5. */
    private static Bytes withVersion(Bytes members, long version) {
        String lines = members.isNull() ? "" : new String(members.array(), StandardCharsets.UTF_8);
        return Bytes.of((lines + "version=" + Long.toHexString(version)).getBytes(StandardCharsets.UTF_8));
    }

    ErrorCode setAcl(Transaction tx, Command.SetAcl command) {
        if (!ZnodePath.isLegal(command.path())) {
            return ErrorCode.BAD_ARGUMENTS;
        }
        Acl acl = AclFixup.fixUp(command.acl(), tx.identities());
        if (acl.isEmpty()) {
            return ErrorCode.INVALID_ACL;
        }
        Pending node = overlay.find(command.path());
        if (!node.exists()) {
            return ErrorCode.NO_NODE;
        }
        if (!tx.may(Permission.ADMIN, node.znode().acl())) {
            return ErrorCode.NO_AUTH;
        }
        ZnodeStat last = node.znode().stat();
        if (!isVersion(command.version(), last.aversion())) {
            return ErrorCode.BAD_VERSION;
        }
        ZnodeStat stat = last.withAclVersion(last.aversion() + 1);
        overlay.replace(node, new Znode(stat, acl, node.znode().dataDigest()));
        tx.answer(new Result.Stated(stat));
        return ErrorCode.OK;
    }

    ErrorCode check(Transaction tx, Command.Check command) {
        if (!ZnodePath.isLegal(command.path())) {
            return ErrorCode.BAD_ARGUMENTS;
        }
        Pending node = overlay.find(command.path());
        if (!node.exists()) {
            return ErrorCode.NO_NODE;
        }
        if (!tx.may(Permission.READ, node.znode().acl())) {
            return ErrorCode.NO_AUTH;
        }
        return isVersion(command.version(), node.znode().stat().version()) ? ErrorCode.OK : ErrorCode.BAD_VERSION;
    }

    private static boolean isVersion(int expected, int actual) {
        return expected == ANY_VERSION || expected == actual;
    }

    /** The parent of whatever ends after the slash; the path need not be legal. */
    private Pending findParent(String path, int slash) {
        return overlay.find(slash == 0 ? ZnodePath.ROOT : path.substring(0, slash));
    }
}
