package io.paddock.shell.command;

import io.paddock.shell.session.Credential;
import io.paddock.shell.session.SecretSource;
import java.nio.charset.StandardCharsets;
import org.apache.zookeeper.KeeperException;

/** Adds an identity to the session. */
final class AddAuthCommand implements ShellCommand {
    @Override
    public Syntax syntax() {
        return Syntax.named("addauth", "Adds an identity to this session. The line is kept in no history.")
                .argument("scheme", "digest, or another scheme that the server knows")
                .optional("auth", "the secret, such as user:password; better @FILE or env:NAME")
                .example("addauth digest ann:secret", "from now on also ann")
                .example("addauth digest @ann.secret", "the secret from a file");
    }

    @Override
    public void run(Invocation call) throws KeeperException, InterruptedException {
        String typed = call.count() > 1 ? call.argument(1) : "";
        String secret = SecretSource.isSource(typed) ? call.host().secret(typed) : typed;
        call.session().authenticate(new Credential(call.argument(0), secret.getBytes(StandardCharsets.UTF_8)));
        // The client sends it on without waiting. A question behind it on the same connection brings a refusal to
        // light.
        call.zooKeeper().exists("/", false);
    }
}
