package io.paddock.shell.command;

/** Turns to other servers, or starts a new session with the same. */
final class ConnectCommand implements ShellCommand {
    @Override
    public Syntax syntax() {
        return Syntax.named("connect", "Ends this session and starts one with the servers given, or with the same.")
                .optional("host:port", "the servers, with a chroot if wanted")
                .example("connect zk1:2181,zk2:2181/app", "")
                .example("connect", "a new session with the same servers");
    }

    @Override
    public void run(Invocation call) throws InterruptedException {
        String servers = call.count() > 0 ? call.argument(0) : call.session().servers();
        call.session().connect(servers);
        call.session().workingPath().moveTo("/");
        call.zooKeeper();
        call.output().remark("Connected to " + servers);
    }
}
