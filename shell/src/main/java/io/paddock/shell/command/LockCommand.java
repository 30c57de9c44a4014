package io.paddock.shell.command;

import io.paddock.shell.outcome.ExitStatus;
import io.paddock.shell.outcome.ShellFailure;
import io.paddock.shell.session.OtherSession;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.zookeeper.KeeperException;

/**
 * Runs a program while holding a lock ({@code lock}) or while being the leader ({@code elect}).
 *
 * <p>When the session is lost the program is told to end (SIGTERM), and after the grace ended (SIGKILL): from then on
 * somebody else may hold the lock. A leader that lost its session so stands for election again.
 */
final class LockCommand implements ShellCommand {
    private static final long GRACE_MS = 2_000;

    private final String name;

    LockCommand(String name) {
        this.name = name;
    }

    @Override
    public Syntax syntax() {
        boolean isLock = name.equals("lock");
        return Syntax.named(
                        name,
                        isLock
                                ? "Runs a program while holding a lock, and ends with its status."
                                : "Runs a program while being the leader, and ends with its status.")
                .value("ms", "give up waiting after this time and end with 1", "--timeout")
                .value("ms", "how long the program may take to end when the session is lost", "--grace")
                .argument(Syntax.PATH, "the znode under which those who want it stand in a queue")
                .rest("command", "after --, the program and its arguments")
                .example(
                        isLock ? "lock /locks/backup -- ./backup.sh" : "elect /leaders/cron -- ./cron.sh",
                        isLock ? "one at a time" : "one of many, another when it goes")
                .example(name + " --timeout 0 /x -- true", "ends with 1 when somebody else has it");
    }

    @Override
    public void run(Invocation call) throws KeeperException, InterruptedException {
        String queue = call.path(0);
        List<String> program = call.argumentsFrom(1);
        if (program.isEmpty()) {
            throw call.usage("Nothing to run: write -- and the program");
        }
        boolean isOver = false;
        while (!isOver) {
            isOver = holdAndRun(call, queue, program);
        }
    }

    /** Returns whether it is over, as opposed to having lost the lead. */
    private boolean holdAndRun(Invocation call, String queue, List<String> program)
            throws KeeperException, InterruptedException {
        try (OtherSession session = call.session().open(call.session().servers())) {
            String says = "pid " + ProcessHandle.current().pid() + " on "
                    + call.host().environment().getOrDefault("HOSTNAME", "?");
            Contender contender = new Contender(session, queue, says.getBytes(StandardCharsets.UTF_8));
            contender.enter();
            long timeoutMs = call.number("--timeout", Long.MAX_VALUE / 1_000_000);
            if (!contender.awaitFirst(timeoutMs)) {
                throw ShellFailure.refused("Somebody else holds " + queue);
            }
            Map<String, String> variables = Map.of(
                    "PADDOCK_SERVERS", call.session().servers(),
                    "PADDOCK_LOCK", contender.path(),
                    "PADDOCK_FENCE", Long.toString(contender.stat().getCzxid()));
            ChildProcess child = ChildProcess.start(program, variables, call.number("--grace", GRACE_MS));
            ChildProcess.End end = child.runWhile(() -> !session.isLost());
            return finish(call, queue, end);
        }
    }

    private boolean finish(Invocation call, String queue, ChildProcess.End end) {
        if (end.isStopped()) {
            String message = "The session was lost: " + queue + " may be somebody else's, the program was stopped";
            if (name.equals("lock")) {
                throw ShellFailure.noConnection(message);
            }
            call.output().remark(message + "; standing for election again");
            return false;
        }
        if (end.status() != 0) {
            throw ShellFailure.silent(ExitStatus.ofChild(end.status()));
        }
        return true;
    }
}
