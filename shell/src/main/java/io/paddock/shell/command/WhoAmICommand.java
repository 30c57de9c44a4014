package io.paddock.shell.command;

import io.paddock.shell.output.Json;
import java.util.Comparator;
import java.util.List;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.data.ClientInfo;

/** Lists the identities of this session. */
final class WhoAmICommand implements ShellCommand {
    @Override
    public Syntax syntax() {
        return Syntax.named("whoami", "Lists the identities of this session as the server knows them.")
                .example("whoami", "ip: 127.0.0.1");
    }

    @Override
    public void run(Invocation call) throws KeeperException, InterruptedException {
        // Servers tell them in no order.
        List<ClientInfo> identities = call.zooKeeper().whoAmI().stream()
                .sorted(Comparator.comparing(ClientInfo::getAuthScheme).thenComparing(ClientInfo::getUser))
                .toList();
        if (call.output().isJson()) {
            call.output()
                    .json(Json.array(
                            identities.stream().map(WhoAmICommand::json).toList()));
            return;
        }
        call.output().line("Auth scheme: User");
        for (ClientInfo identity : identities) {
            call.output().line(identity.getAuthScheme() + ": " + identity.getUser());
        }
    }

    private static Json json(ClientInfo identity) {
        return Json.object("scheme", Json.string(identity.getAuthScheme()))
                .and("user", Json.string(identity.getUser()));
    }
}
