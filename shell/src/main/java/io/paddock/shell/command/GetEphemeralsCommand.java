package io.paddock.shell.command;

import io.paddock.shell.output.Json;
import java.util.List;
import org.apache.zookeeper.KeeperException;

/** Lists this session's ephemerals. */
final class GetEphemeralsCommand implements ShellCommand {
    @Override
    public Syntax syntax() {
        return Syntax.named("getEphemerals", "Lists the ephemeral znodes of this session.")
                .optional(Syntax.PATH, "only those whose path starts with this")
                .example("getEphemerals /locks", "[/locks/lock-0000000003]");
    }

    @Override
    public void run(Invocation call) throws KeeperException, InterruptedException {
        String prefix = call.count() > 0 ? call.path(0) : "/";
        // The client of 3.9.5 neither adds the chroot to the question nor takes it off the answer: both is done here.
        String chroot = call.session().chroot();
        List<String> paths = call.zooKeeper().getEphemerals("/").stream()
                .filter(path -> path.startsWith(chroot))
                .map(path -> path.substring(chroot.length()))
                .filter(path -> path.startsWith(prefix))
                .sorted()
                .toList();
        if (call.output().isJson()) {
            call.output().json(Json.object("ephemerals", Json.strings(paths)));
        } else {
            call.output().line(paths.toString());
        }
    }
}
