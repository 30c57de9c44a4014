package io.paddock.shell.command;

import io.paddock.shell.outcome.ExitStatus;
import io.paddock.shell.outcome.KeeperFailures;
import io.paddock.shell.outcome.ShellFailure;
import io.paddock.shell.session.OtherSession;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.zookeeper.KeeperException;

/**
 * Runs a program while holding a lock ({@code lock}) or while being the leader ({@code elect}).
 *
 * <p>When the session is lost the program is told to end (SIGTERM), and after the grace ended (SIGKILL): from then on
 * somebody else may hold the lock. A candidate or leader that lost its session so stands for election again. An object is
 * for one use, by the thread that runs commands.
 */
final class LockCommand implements ShellCommand {
    private static final long GRACE_MS = 2_000;
    private static final long RETRY_MS = 1_000;
    private static final String STANDING_AGAIN = "; standing for election again";

    private final String name;
    private boolean hasStood;

    LockCommand(String name) {
        this.name = name;
    }

    @Override
    public Syntax syntax() {
        boolean isLock = isLock();
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
            isOver = isLock() ? holdAndRun(call, queue, program) : standAndRun(call, queue, program);
        }
    }

    private boolean isLock() {
        return name.equals("lock");
    }

    /** A candidate that has stood once stands again until it is stopped, however long no server answers. */
    private boolean standAndRun(Invocation call, String queue, List<String> program)
            throws KeeperException, InterruptedException {
        try {
            return holdAndRun(call, queue, program);
        } catch (ShellFailure failure) {
            if (!hasStood || !failure.status().equals(ExitStatus.NO_CONNECTION)) {
                throw failure;
            }
            call.output().remark(failure.getMessage() + STANDING_AGAIN);
        } catch (KeeperException.ConnectionLossException | KeeperException.SessionExpiredException e) {
            if (!hasStood) {
                throw e;
            }
            call.output().remark(KeeperFailures.of(e).getMessage() + STANDING_AGAIN);
        }
        TimeUnit.MILLISECONDS.sleep(RETRY_MS);
        return false;
    }

    /** Returns whether it is over, as opposed to having lost the lead. */
    private boolean holdAndRun(Invocation call, String queue, List<String> program)
            throws KeeperException, InterruptedException {
        try (OtherSession session = call.session().open(call.session().servers())) {
            String says = "pid " + ProcessHandle.current().pid() + " on "
                    + call.host().environment().getOrDefault("HOSTNAME", "?");
            Contender contender = new Contender(session, queue, says.getBytes(StandardCharsets.UTF_8));
            contender.enter();
            hasStood = true;
            long timeoutMs = call.number("--timeout", Long.MAX_VALUE / 1_000_000);
            boolean isFirst = contender.awaitFirst(
                    timeoutMs, before -> call.output().progress("Waiting for " + queue + ", " + before + " before"));
            call.output().endProgress();
            if (!isFirst) {
                throw ShellFailure.refused("Somebody else holds " + queue);
            }
            Map<String, String> variables = Map.of(
                    "PADDOCK_SERVERS", call.session().servers(),
                    "PADDOCK_LOCK", contender.path(),
                    "PADDOCK_FENCE", Long.toString(contender.stat().getCzxid()));
            ChildProcess child =
                    ChildProcess.start(program, variables, call.number("--grace", GRACE_MS), session::close);
            ChildProcess.End end = child.runWhile(() -> !session.isLost());
            return finish(call, queue, end);
        }
    }

    private boolean finish(Invocation call, String queue, ChildProcess.End end) {
        if (end.isStopped()) {
            String message = "The session was lost: " + queue + " may be somebody else's, the program was stopped";
            if (isLock()) {
                throw ShellFailure.noConnection(message);
            }
            call.output().remark(message + STANDING_AGAIN);
            return false;
        }
        if (end.status() != 0) {
            throw ShellFailure.silent(ExitStatus.ofChild(end.status()));
        }
        return true;
    }
}
