package io.paddock.server.request;

import io.paddock.acl.AccessCheck;
import io.paddock.acl.AclEntry;
import io.paddock.acl.AclScheme;
import io.paddock.acl.DigestIds;
import io.paddock.acl.Identity;
import io.paddock.acl.Permission;
import io.paddock.outcome.ErrorCode;
import io.paddock.server.auth.AccessPolicy;
import io.paddock.server.wire.Call;
import io.paddock.server.wire.OpCode;
import io.paddock.server.wire.Outbox;
import io.paddock.server.wire.ReplyWriter;
import io.paddock.store.ColdKey;
import io.paddock.store.ReadView;
import io.paddock.tree.Bytes;
import io.paddock.tree.Znode;
import io.paddock.tree.ZnodeStat;
import io.paddock.watch.WatchKind;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Answers reads from the published state: looks up, registers the watch, queues the reply, all in one moment of the caller's publish lock.
 *
 * <p>Immutable; the caller holds the publish lock, shared or exclusive, and is the only one that works on that connection.
 */
public final class ReadService {

    private final ServerFeatures features;

    /** Shows these features where a client looks for them. */
    public ReadService(ServerFeatures features) {
        this.features = features;
    }

    /**
     * Answers a read.
     *
     * @return what memory does not hold of it: then nothing was done, and the read is to be tried again with a view that has that
     */
    Missing answer(Pending read, ReadView view, Published published) {
        RequestPipeline pipeline = (RequestPipeline) read.requester();
        return switch (read.call().kind()) {
            case EXISTS -> exists(read, (Call.Exists) read.call(), view, published);
            case GET_DATA -> getData(read, (Call.GetData) read.call(), view, published);
            case GET_CHILDREN -> getChildren(read, (Call.GetChildren) read.call(), view, published);
            case GET_ACL -> getAcl(read, (Call.GetAcl) read.call(), view, published);
            case COUNT_DESCENDANTS -> count(read, (Call.CountDescendants) read.call(), view, published);
            case GET_EPHEMERALS -> getEphemerals(read, (Call.GetEphemerals) read.call(), published);
            case WHO_AM_I -> reply(read, published, body -> body.identities(shown(read.identities())));
            case MULTI_READ -> multiRead(read, (Call.MultiRead) read.call(), view, published);
            case SET_WATCHES -> setWatches(read, (Call.SetWatches) read.call(), view, published);
            case ADD_WATCH -> {
                Call.AddWatch call = (Call.AddWatch) read.call();
                WatchKind kind = call.recursive() ? WatchKind.PERSISTENT_RECURSIVE : WatchKind.PERSISTENT;
                published.watches().add(call.path(), kind, pipeline);
                yield reply(read, published, body -> body.number(ErrorCode.OK.code()));
            }
            case REMOVE_WATCHES -> removeWatches(read, (Call.RemoveWatches) read.call(), published);
            case REFUSED -> refuse(read, (Call.Refused) read.call(), published);
            case PING ->
                answer(read, published.zxid(), ReplyWriter.reply(ReplyWriter.XID_PING, published.zxid(), ErrorCode.OK));
            case WRITE, SYNC, RECONFIG, AUTHENTICATE, SASL ->
                throw new IllegalStateException(read.call().kind() + " is no read");
        };
    }

    // The answers that are asked for most have classes with names, not lambdas: see ReplyWriter.reply.

    private record StatBody(ZnodeStat stat) implements ReplyWriter.Body {
        @Override
        public void writeTo(ReplyWriter.BodyWriter out) {
            out.stat(stat);
        }
    }

    private record DataBody(Bytes data, ZnodeStat stat) implements ReplyWriter.Body {
        @Override
        public void writeTo(ReplyWriter.BodyWriter out) {
            out.data(data);
            out.stat(stat);
        }
    }

    private record ChildrenBody(Set<String> children, boolean withStat, ZnodeStat stat) implements ReplyWriter.Body {
        @Override
        public void writeTo(ReplyWriter.BodyWriter out) {
            out.texts(children);
            if (withStat) {
                out.stat(stat);
            }
        }
    }

    private Missing exists(Pending read, Call.Exists call, ReadView view, Published published) {
        if (call.path().indexOf('\0') >= 0) {
            return error(read, published, ErrorCode.BAD_ARGUMENTS);
        }
        Optional<Znode> found = znode(view, call.path());
        if (found.isEmpty()) {
            return missing(ColdKey.Part.ZNODE, call.path());
        }
        Znode znode = features.orAt(call.path(), found.get());
        if (znode.exists() && !mayRead(znode, read)) {
            return error(read, published, ErrorCode.NO_AUTH);
        }
        if (call.watch()) {
            watch(read, call.path(), WatchKind.DATA, published);
        }
        return znode.exists()
                ? reply(read, published, new StatBody(znode.stat()))
                : error(read, published, ErrorCode.NO_NODE);
    }

    /** What it takes to answer {@code call}, if that is one record. */
    static Optional<ColdKey> coldKey(Call call) {
        return switch (call.kind()) {
            case EXISTS -> coldKey(ColdKey.Part.ZNODE, ((Call.Exists) call).path());
            case GET_DATA -> coldKey(ColdKey.Part.DATA, ((Call.GetData) call).path());
            case GET_ACL -> coldKey(ColdKey.Part.ZNODE, ((Call.GetAcl) call).path());
            case WRITE,
                    RECONFIG,
                    SYNC,
                    GET_CHILDREN,
                    COUNT_DESCENDANTS,
                    GET_EPHEMERALS,
                    WHO_AM_I,
                    MULTI_READ,
                    SET_WATCHES,
                    ADD_WATCH,
                    REMOVE_WATCHES,
                    PING,
                    AUTHENTICATE,
                    SASL,
                    REFUSED -> Optional.empty();
        };
    }

    private static Optional<ColdKey> coldKey(ColdKey.Part part, String path) {
        String normal = normal(path);
        return normal.startsWith("/") ? Optional.of(new ColdKey(part, normal)) : Optional.empty();
    }

    private Missing getData(Pending read, Call.GetData call, ReadView view, Published published) {
        Optional<Znode> found = znode(view, call.path());
        if (found.isEmpty()) {
            return missing(ColdKey.Part.DATA, call.path());
        }
        Znode znode = features.orAt(call.path(), found.get());
        ErrorCode refusal = refusal(znode, read);
        if (refusal != ErrorCode.OK) {
            return error(read, published, refusal);
        }
        boolean areFeatures = features.isAt(call.path(), found.get());
        Optional<Bytes> data = areFeatures ? Optional.of(features.data()) : view.data(normal(call.path()));
        if (data.isEmpty()) {
            return missing(ColdKey.Part.DATA, call.path());
        }
        if (call.watch()) {
            watch(read, call.path(), WatchKind.DATA, published);
        }
        return reply(read, published, new DataBody(data.get(), znode.stat()));
    }

    private Missing getChildren(Pending read, Call.GetChildren call, ReadView view, Published published) {
        Optional<Znode> found = znode(view, call.path());
        if (found.isEmpty()) {
            return missing(ColdKey.Part.ZNODE, call.path());
        }
        Znode znode = features.orAt(call.path(), found.get());
        ErrorCode refusal = refusal(znode, read);
        if (refusal != ErrorCode.OK) {
            return error(read, published, refusal);
        }
        boolean areFeatures = features.isAt(call.path(), found.get());
        Optional<Set<String>> children = areFeatures ? Optional.of(Set.of()) : view.children(normal(call.path()));
        if (children.isEmpty()) {
            return missing(ColdKey.Part.CHILDREN, call.path());
        }
        if (call.watch()) {
            watch(read, call.path(), WatchKind.CHILDREN, published);
        }
        return reply(read, published, new ChildrenBody(children.get(), call.withStat(), znode.stat()));
    }

    private Missing getAcl(Pending read, Call.GetAcl call, ReadView view, Published published) {
        Optional<Znode> found = znode(view, call.path());
        if (found.isEmpty()) {
            return missing(ColdKey.Part.ZNODE, call.path());
        }
        Znode znode = features.orAt(call.path(), found.get());
        if (!znode.exists()) {
            return error(read, published, ErrorCode.NO_NODE);
        }
        if (!AccessCheck.allows(znode.acl(), Permission.READ | Permission.ADMIN, read.identities())) {
            return error(read, published, ErrorCode.NO_AUTH);
        }
        boolean seesAll = AccessCheck.allows(znode.acl(), Permission.ADMIN, read.identities());
        List<AclEntry> entries = seesAll
                ? znode.acl().entries()
                : znode.acl().entries().stream().map(ReadService::masked).toList();
        return reply(read, published, body -> body.acl(entries, znode.stat()));
    }

    /** Without the right to administrate, the hash of a digest is not shown (ZooKeeper 3.9.5). */
    private static AclEntry masked(AclEntry entry) {
        return entry.scheme().equals("digest")
                ? new AclEntry(entry.permissions(), "digest", DigestIds.masked(entry.id()))
                : entry;
    }

    private Missing count(Pending read, Call.CountDescendants call, ReadView view, Published published) {
        Optional<Znode> found = znode(view, call.path());
        if (found.isEmpty()) {
            return missing(ColdKey.Part.ZNODE, call.path());
        }
        ErrorCode refusal = refusal(found.get(), read);
        if (refusal != ErrorCode.OK) {
            return error(read, published, refusal);
        }
        if (!(view instanceof FoundView counted) || counted.count().isEmpty()) {
            return new Missing(
                    Set.of(new ColdKey(ColdKey.Part.ZNODE, normal(call.path()))), Optional.of(normal(call.path())));
        }
        // The empty path is the root's alias, below which ZooKeeper 3.9.5 counts the root too.
        long all = counted.count().getAsLong() + (call.path().isEmpty() ? 1 : 0);
        int count = Math.toIntExact(Math.min(Integer.MAX_VALUE, all));
        return reply(read, published, body -> body.number(count));
    }

    private Missing getEphemerals(Pending read, Call.GetEphemerals call, Published published) {
        List<String> paths = published
                .machine()
                .sessions()
                .ephemerals(read.requester().sessionId())
                .stream()
                .filter(path -> path.startsWith(call.prefix()))
                .toList();
        return reply(read, published, body -> body.texts(paths));
    }

    /** Who somebody is, without the hash of a password. */
    private static List<Identity> shown(List<Identity> identities) {
        return identities.stream()
                .filter(identity -> !identity.equals(AccessPolicy.UNCHECKED)
                        && !identity.scheme().equals(AclScheme.ANY_SASL))
                .map(ReadService::shown)
                .toList();
    }

    /** ZooKeeper 3.9.5 knows no name of a super user, only the one by which he proved to be one. */
    private static Identity shown(Identity identity) {
        return switch (identity.scheme()) {
            case AclScheme.DIGEST -> new Identity(AclScheme.DIGEST, DigestIds.userOf(identity.id()));
            case AclScheme.SUPER -> new Identity(AclScheme.SUPER, "");
            default -> identity;
        };
    }

    private Missing multiRead(Pending read, Call.MultiRead call, ReadView view, Published published) {
        Set<ColdKey> cold = new HashSet<>();
        for (Call part : call.parts()) {
            String path = part instanceof Call.GetData get ? get.path() : ((Call.GetChildren) part).path();
            ColdKey.Part what = part instanceof Call.GetData ? ColdKey.Part.DATA : ColdKey.Part.CHILDREN;
            Optional<Znode> znode = znode(view, path);
            if (znode.isEmpty()) {
                cold.add(new ColdKey(ColdKey.Part.ZNODE, normal(path)));
            } else if (refusal(znode.get(), read) == ErrorCode.OK && isCold(what, normal(path), view)) {
                cold.add(new ColdKey(what, normal(path)));
            }
        }
        if (!cold.isEmpty()) {
            return Missing.of(cold);
        }
        long zxid = published.zxid();
        ErrorCode error = call.isSpoiled() ? ErrorCode.MARSHALLING_ERROR : ErrorCode.OK;
        return answer(
                read,
                zxid,
                ReplyWriter.parts(
                        read.xid(),
                        zxid,
                        error,
                        body -> call.parts().forEach(part -> readPart(read, part, view, body))));
    }

    private static boolean isCold(ColdKey.Part what, String path, ReadView view) {
        return what == ColdKey.Part.DATA
                ? view.data(path).isEmpty()
                : view.children(path).isEmpty();
    }

    private void readPart(Pending read, Call part, ReadView view, ReplyWriter.BodyWriter body) {
        boolean isData = part instanceof Call.GetData;
        String path = normal(isData ? ((Call.GetData) part).path() : ((Call.GetChildren) part).path());
        Znode found = znode(view, path).orElseThrow();
        boolean areFeatures = features.isAt(path, found);
        Znode znode = features.orAt(path, found);
        ErrorCode refusal = refusal(znode, read);
        if (refusal != ErrorCode.OK) {
            body.failedPart(refusal);
        } else if (isData) {
            body.part(OpCode.GET_DATA.number(), ErrorCode.OK);
            body.data(areFeatures ? features.data() : view.data(path).orElseThrow());
            body.stat(znode.stat());
        } else {
            body.part(OpCode.GET_CHILDREN.number(), ErrorCode.OK);
            body.texts(areFeatures ? Set.of() : view.children(path).orElseThrow());
        }
    }

    private Missing setWatches(Pending read, Call.SetWatches call, ReadView view, Published published) {
        WatchCatchUp catchUp = new WatchCatchUp(call, view, published);
        Set<ColdKey> cold = catchUp.cold();
        if (!cold.isEmpty()) {
            return Missing.of(cold);
        }
        catchUp.run((RequestPipeline) read.requester());
        return error(read, published, call.isSpoiled() ? ErrorCode.MARSHALLING_ERROR : ErrorCode.OK);
    }

    private Missing removeWatches(Pending read, Call.RemoveWatches call, Published published) {
        RequestPipeline pipeline = (RequestPipeline) read.requester();
        boolean found = false;
        for (WatchKind kind : WatchKinds.ofType(call.type())) {
            found |= call.onlyChecks()
                    ? published.watches().contains(call.path(), kind, pipeline)
                    : published.watches().remove(call.path(), kind, pipeline);
        }
        return error(read, published, found ? ErrorCode.OK : ErrorCode.NO_WATCHER);
    }

    private Missing refuse(Pending read, Call.Refused call, Published published) {
        RequestPipeline pipeline = (RequestPipeline) read.requester();
        // ZooKeeper 3.9.5 answers an opcode that it does not know with zxid -1.
        boolean isUnknown = call.closes() && call.error() != ErrorCode.OK;
        long zxid = isUnknown ? -1 : published.zxid();
        answer(read, zxid, ReplyWriter.reply(read.xid(), zxid, call.error()));
        if (call.closes()) {
            pipeline.closeAfterFlush(call.error() + " for a request of its client");
        }
        return Missing.NOTHING;
    }

    private void watch(Pending read, String path, WatchKind kind, Published published) {
        published.watches().add(path, kind, (RequestPipeline) read.requester());
    }

    private static ErrorCode refusal(Znode znode, Pending read) {
        if (!znode.exists()) {
            return ErrorCode.NO_NODE;
        }
        return mayRead(znode, read) ? ErrorCode.OK : ErrorCode.NO_AUTH;
    }

    private static boolean mayRead(Znode znode, Pending read) {
        return AccessCheck.allows(znode.acl(), Permission.READ, read.identities());
    }

    private Missing error(Pending read, Published published, ErrorCode error) {
        return answer(read, published.zxid(), ReplyWriter.reply(read.xid(), published.zxid(), error));
    }

    private Missing reply(Pending read, Published published, ReplyWriter.Body body) {
        return answer(read, published.zxid(), ReplyWriter.reply(read.xid(), published.zxid(), ErrorCode.OK, body));
    }

    private Missing answer(Pending read, long zxid, Outbox.Frame frame) {
        RequestPipeline pipeline = (RequestPipeline) read.requester();
        pipeline.answer(frame);
        pipeline.answered(read, zxid);
        return Missing.NOTHING;
    }

    private static Missing missing(ColdKey.Part part, String path) {
        return Missing.of(
                part == ColdKey.Part.ZNODE
                        ? Set.of(new ColdKey(part, normal(path)))
                        : Set.of(new ColdKey(ColdKey.Part.ZNODE, normal(path)), new ColdKey(part, normal(path))));
    }

    /** Reads look at no path's form: what is no path is not there (ZooKeeper 3.9.5). */
    static Optional<Znode> znode(ReadView view, String path) {
        String normal = normal(path);
        return normal.startsWith("/") ? view.znode(normal) : Optional.of(Znode.ABSENT);
    }

    /** For reads the empty path is the root (ZooKeeper 3.9.5). */
    private static String normal(String path) {
        return path.isEmpty() ? "/" : path;
    }
}
