package io.paddock.shell.command;

import io.paddock.shell.outcome.ShellFailure;
import io.paddock.shell.output.Json;
import io.paddock.shell.output.StatText;
import io.paddock.shell.tree.AclText;
import io.paddock.shell.tree.Parents;
import java.util.List;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.common.PathUtils;
import org.apache.zookeeper.data.ACL;
import org.apache.zookeeper.data.Stat;
import org.apache.zookeeper.server.EphemeralType;

/** Makes a znode. */
final class CreateCommand implements ShellCommand {
    private static final long NO_TTL = -1;

    @Override
    public Syntax syntax() {
        return DataArgument.options(Syntax.named("create", "Makes a znode.")
                        .flag("ephemeral: goes when this session ends", "-e")
                        .flag("sequential: the server adds a number to the name", "-s")
                        .flag("container: goes some time after its last child went", "-c")
                        .value("ttl", "goes when unchanged and childless for this many milliseconds", "-t")
                        .flag("also make the znodes above that are missing", "-p"))
                .argument(Syntax.PATH, "the znode to make")
                .optional("data", "its data: text, @FILE, or - for standard input; none when left out")
                .optional("acl", "who may do what: scheme:id:cdrwa,...")
                .example("create /app hello", "Created /app")
                .example("create -e -s /locks/lock-", "Created /locks/lock-0000000000")
                .example("create -p /a/b/c @config.json", "with the parents, data from a file")
                .example("create /mine x auth::cdrwa", "for this session's identities alone");
    }

    @Override
    public void run(Invocation call) throws KeeperException, InterruptedException {
        CreateMode mode = mode(call);
        long ttlMs = ttl(call);
        String path = mode.isSequential() ? sequentialPath(call) : call.path(0);
        byte[] data = call.count() > 1 ? DataArgument.read(call, 1) : null;
        List<ACL> acl = call.count() > 2 ? AclText.parse(call.argument(2)) : ZooDefs.Ids.OPEN_ACL_UNSAFE;
        if (call.has("-p")) {
            Parents.create(call.zooKeeper(), path, acl);
        }
        Stat stat = new Stat();
        String created = call.zooKeeper().create(path, data, acl, mode, stat, ttlMs);
        if (call.output().isJson()) {
            call.output().json(Json.object("created", Json.string(created)).and("stat", StatText.json(stat)));
        } else {
            call.output().line("Created " + created);
        }
    }

    /** The same as a step of a transaction. */
    static Op op(Invocation call) {
        if (call.has("-p")) {
            throw call.usage("-p makes more than one znode: in a transaction each has its line");
        }
        CreateMode mode = mode(call);
        String path = mode.isSequential() ? sequentialPath(call) : call.path(0);
        byte[] data = call.count() > 1 ? DataArgument.read(call, 1) : null;
        List<ACL> acl = call.count() > 2 ? AclText.parse(call.argument(2)) : ZooDefs.Ids.OPEN_ACL_UNSAFE;
        return Op.create(path, data, acl, mode.toFlag(), ttl(call));
    }

    private static CreateMode mode(Invocation call) {
        boolean isEphemeral = call.has("-e");
        boolean isSequential = call.has("-s");
        boolean hasTtl = call.has("-t");
        if (call.has("-c")) {
            if (isEphemeral || isSequential) {
                throw call.usage(
                        "-c cannot be combined with -s or -e." + " Containers cannot be ephemeral or sequential.");
            }
            if (hasTtl) {
                throw call.usage("TTLs cannot be used with Container znodes");
            }
            return CreateMode.CONTAINER;
        }
        if (isEphemeral) {
            if (hasTtl) {
                throw call.usage("TTLs cannot be used with Ephemeral znodes");
            }
            return isSequential ? CreateMode.EPHEMERAL_SEQUENTIAL : CreateMode.EPHEMERAL;
        }
        if (hasTtl) {
            return isSequential ? CreateMode.PERSISTENT_SEQUENTIAL_WITH_TTL : CreateMode.PERSISTENT_WITH_TTL;
        }
        return isSequential ? CreateMode.PERSISTENT_SEQUENTIAL : CreateMode.PERSISTENT;
    }

    private static long ttl(Invocation call) {
        if (!call.has("-t")) {
            return NO_TTL;
        }
        long ttlMs = call.number("-t", NO_TTL);
        try {
            EphemeralType.TTL.toEphemeralOwner(ttlMs);
        } catch (IllegalArgumentException e) {
            throw call.usage(e.getMessage());
        }
        return ttlMs;
    }

    /** A sequential znode may have no name but its number: the slash at the end then counts. */
    private static String sequentialPath(Invocation call) {
        String typed = call.argument(0);
        String path = call.session().workingPath().resolve(typed);
        String full = typed.endsWith("/") && !path.equals("/") ? path + "/" : path;
        try {
            PathUtils.validatePath(full, true);
        } catch (IllegalArgumentException e) {
            throw ShellFailure.usage(e.getMessage());
        }
        return full;
    }
}
