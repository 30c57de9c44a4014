package io.paddock.shell.command;

import io.paddock.shell.output.Json;
import java.util.Optional;
import org.apache.zookeeper.Version;

/** Prints the versions of the shell and of the ZooKeeper client in it. */
final class VersionCommand implements ShellCommand {
    @Override
    public Syntax syntax() {
        return Syntax.named("version", "Prints the version of the ZooKeeper client and of the shell.")
                .example("version", "ZooKeeper CLI version: 3.9.5 ...");
    }

    @Override
    public void run(Invocation call) {
        // Set by the jar's manifest; classes run from a folder have none.
        String own = Optional.ofNullable(VersionCommand.class.getPackage().getImplementationVersion())
                .orElse("unpackaged");
        if (call.output().isJson()) {
            call.output()
                    .json(Json.object("zookeeperClient", Json.string(Version.getFullVersion()))
                            .and("shell", Json.string(own)));
        } else {
            call.output().line("ZooKeeper CLI version: " + Version.getFullVersion());
            call.output().line("Paddock shell version: " + own);
        }
    }
}
