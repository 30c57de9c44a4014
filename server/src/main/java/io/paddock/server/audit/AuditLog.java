package io.paddock.server.audit;

import io.paddock.acl.Identity;
import io.paddock.command.Command;
import io.paddock.outcome.Change;
import io.paddock.outcome.ErrorCode;
import io.paddock.outcome.Outcome;
import io.paddock.outcome.Result;
import io.paddock.path.ZnodePath;
import io.paddock.server.wire.OpCode;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who changed what, a line for each change that a client of this server asked for, done or refused, as ZooKeeper 3.9.5 writes it with {@code
 * audit.enable}. The lines go to the logger {@value #LOGGER}.
 *
 * <p>Any thread may tell it; the lines are written by the executor's, in order. One that is off does nothing.
 */
public final class AuditLog {
    /** The logger's name. */
    public static final String LOGGER = "io.paddock.audit";

    private static final String SUCCESS = "success";
    private static final String FAILURE = "failure";

    private final Optional<Executor> executor;
    private final Consumer<String> lines;
    private final String serverUser;

    private AuditLog(Optional<Executor> executor, Consumer<String> lines, String serverUser) {
        this.executor = executor;
        this.lines = lines;
        this.serverUser = serverUser;
    }

    /** One that writes nothing. */
    public static AuditLog off() {
        return new AuditLog(Optional.empty(), line -> {}, "");
    }

    /**
     * One that writes to the logger.
     *
     * @param executor has one thread
     * @param serverUser who runs this server
     */
    public static AuditLog to(Executor executor, String serverUser) {
        Logger logger = LoggerFactory.getLogger(LOGGER);
        return to(executor, serverUser, line -> log(logger, line));
    }

    /** What failed is an error to ZooKeeper 3.9.5. */
    private static void log(Logger logger, String line) {
        if (line.endsWith(FAILURE)) {
            logger.error(line);
        } else {
            logger.info(line);
        }
    }

    static AuditLog to(Executor executor, String serverUser, Consumer<String> lines) {
        return new AuditLog(Optional.of(executor), lines, serverUser);
    }

    /** This server has started. */
    public void serverStarted() {
        write(AuditLine.of()
                .with("user", serverUser)
                .with("operation", "serverStart")
                .ended(SUCCESS));
    }

    /** This server is about to stop. */
    public void serverStops() {
        // At once, and not by the executor, which may not come to it any more.
        if (executor.isPresent()) {
            lines.accept(AuditLine.of()
                    .with("user", serverUser)
                    .with("operation", "serverStop")
                    .ended("invoked"));
        }
    }

    /** A session has ended, and its ephemerals with it. */
    public void sessionEnded(Outcome outcome) {
        if (executor.isEmpty()) {
            return;
        }
        for (Change change : outcome.changes()) {
            if (change.kind() == Change.Kind.DELETED) {
                write(AuditLine.of()
                        .with("session", AuditLine.hex(outcome.closed()))
                        .with("user", serverUser)
                        .with("operation", "ephemeralZNodeDeletionOnSessionCloseOrExpire")
                        .with("znode", change.path())
                        .ended(SUCCESS));
            }
        }
    }

    /** A request of a client has an outcome. */
    public void answered(OpCode code, Command command, Outcome outcome, long session, List<Identity> client) {
        if (executor.isEmpty()) {
            return;
        }
        AuditLine line = AuditLine.of()
                .with("session", AuditLine.hex(session))
                .with("user", AuditLine.users(client))
                .with("ip", AuditLine.address(client));
        boolean isDone = outcome.error() == ErrorCode.OK;
        String result = isDone ? SUCCESS : FAILURE;
        switch (code) {
            case CREATE, CREATE2, CREATE_CONTAINER, CREATE_TTL, DELETE, SET_DATA, SET_ACL ->
                write(one(line.with("operation", operation(code)), command, outcome.result())
                        .ended(result));
            case RECONFIG ->
                write(line.with("operation", "reconfig")
                        .with("znode", isDone ? ZnodePath.CONFIG : "")
                        .ended(result));
            case MULTI -> multi(line, command, outcome);
            default -> {}
        }
    }

    private static String operation(OpCode code) {
        return switch (code) {
            case DELETE -> "delete";
            case SET_DATA -> "setData";
            case SET_ACL -> "setAcl";
            default -> "create";
        };
    }

    /** What a change was of; a create's path is the one with its number, if it was done. */
    private static AuditLine one(AuditLine line, Command command, Result result) {
        return switch (command.kind()) {
            case CREATE -> {
                Command.Create create = (Command.Create) command;
                String path = result.kind() == Result.Kind.CREATED ? ((Result.Created) result).path() : create.path();
                yield line.with("znode", path).with("znode_type", AuditLine.mode(create.flags()));
            }
            case DELETE -> line.with("znode", ((Command.Delete) command).path());
            case SET_DATA -> line.with("znode", ((Command.SetData) command).path());
            case SET_ACL -> {
                Command.SetAcl setAcl = (Command.SetAcl) command;
                yield line.with("znode", setAcl.path()).with("acl", AuditLine.acl(setAcl.acl()));
            }
            case CHECK,
                    MULTI,
                    REFUSED,
                    CREATE_SESSION,
                    ATTACH_SESSION,
                    CLOSE_SESSION,
                    EXPIRE_SESSION,
                    SYNC,
                    REMOVE_UNUSED,
                    SET_ENSEMBLE -> line;
        };
    }

    /** A multi that was done is its changes; one that was not, is a line of its own. */
    private void multi(AuditLine client, Command command, Outcome outcome) {
        if (outcome.error() != ErrorCode.OK || !(command instanceof Command.Multi multi)) {
            write(client.with("operation", "multiOperation").ended(FAILURE));
            return;
        }
        List<Result.Part> parts = ((Result.Parts) outcome.result()).parts();
        for (int i = 0; i < parts.size(); i++) {
            Command part = multi.parts().get(i);
            Result result = parts.get(i).result();
            switch (part.kind()) {
                case CREATE ->
                    write(one(client.with("operation", "create"), part, result).ended(SUCCESS));
                case DELETE ->
                    write(one(client.with("operation", "delete"), part, result).ended(SUCCESS));
                case SET_DATA ->
                    write(one(client.with("operation", "setData"), part, result).ended(SUCCESS));
                default -> {}
            }
        }
    }

    private void write(String line) {
        executor.ifPresent(writer -> writer.execute(() -> lines.accept(line)));
    }
}
