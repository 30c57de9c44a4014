package io.paddock.server.request;

import io.paddock.command.Command;
import io.paddock.outcome.ErrorCode;
import io.paddock.outcome.Outcome;
import io.paddock.outcome.Result;
import io.paddock.server.wire.Call;
import io.paddock.server.wire.OpCode;
import io.paddock.server.wire.Outbox;
import io.paddock.server.wire.ReplyWriter;
import io.paddock.server.wire.ReplyWriter.BodyWriter;
import java.util.List;

/** The replies to writes, from their outcomes. */
final class WriteReplies {

    private WriteReplies() {}

    /** The reply to {@code write}. A multi that failed is error OK in its header: its parts tell (ZooKeeper 3.9.5). */
    static Outbox.Frame frame(Pending write, Outcome outcome) {
        ErrorCode error = outcome.result().kind() == Result.Kind.PARTS ? ErrorCode.OK : outcome.error();
        return ReplyWriter.reply(write.xid(), outcome.zxid(), error, new Body(write, outcome));
    }

    private record Body(Pending write, Outcome outcome) implements ReplyWriter.Body {
        @Override
        public void writeTo(BodyWriter out) {
            WriteReplies.write(write, outcome, out);
        }
    }

    private static void write(Pending write, Outcome outcome, BodyWriter body) {
        Result result = outcome.result();
        switch (result.kind()) {
            case NONE -> {
                if (write.call() instanceof Call.Sync sync) {
                    body.data(sync.path());
                }
            }
            case CREATED -> created((Result.Created) result, write.opCode() != OpCode.CREATE, body);
            case STAT -> body.stat(((Result.Stated) result).stat());
            case PARTS -> parts(write, outcome.error(), ((Result.Parts) result).parts(), body);
            case DATA -> {
                Result.Data data = (Result.Data) result;
                body.data(data.data());
                body.stat(data.stat());
            }
            case SESSION -> throw new IllegalStateException("a session is no reply to " + write);
        }
    }

    private static void created(Result.Created created, boolean withStat, BodyWriter body) {
        body.text(created.path());
        if (withStat) {
            body.stat(created.stat());
        }
    }

    private static void parts(Pending write, ErrorCode error, List<Result.Part> parts, BodyWriter body) {
        List<Command> commands = ((Command.Multi) ((Call.Write) write.call()).command()).parts();
        for (int i = 0; i < parts.size(); i++) {
            if (error == ErrorCode.OK) {
                part(commands.get(i), parts.get(i).result(), body);
            } else {
                body.failedPart(parts.get(i).error());
            }
        }
        body.endOfParts();
    }

    /** A part that was done; all creates but the oldest answer as create2 does (ZooKeeper 3.9.5). */
    private static void part(Command command, Result result, BodyWriter body) {
        OpCode type = typeOf(command);
        body.part(type.number(), ErrorCode.OK);
        switch (result.kind()) {
            case CREATED -> created((Result.Created) result, type == OpCode.CREATE2, body);
            case STAT -> body.stat(((Result.Stated) result).stat());
            case NONE, PARTS, SESSION, DATA -> {}
        }
    }

    private static OpCode typeOf(Command command) {
        return switch (command.kind()) {
            case CREATE ->
                ((Command.Create) command).form() == Command.CreateForm.CREATE ? OpCode.CREATE : OpCode.CREATE2;
            case DELETE -> OpCode.DELETE;
            case SET_DATA -> OpCode.SET_DATA;
            case CHECK -> OpCode.CHECK;
            case SET_ACL,
                    MULTI,
                    REFUSED,
                    CREATE_SESSION,
                    ATTACH_SESSION,
                    CLOSE_SESSION,
                    EXPIRE_SESSION,
                    SYNC,
                    REMOVE_UNUSED,
                    SET_ENSEMBLE -> throw new IllegalStateException(command.kind() + " in a multi");
        };
    }
}
