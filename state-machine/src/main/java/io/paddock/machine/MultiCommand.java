package io.paddock.machine;

import io.paddock.command.Command;
import io.paddock.outcome.ErrorCode;
import io.paddock.outcome.Result;
import java.util.ArrayList;
import java.util.List;

/** Several commands, all or nothing, as one transaction. Owned by the apply thread. */
final class MultiCommand {

    private static final Result.Part UNDONE = new Result.Part(ErrorCode.OK, Result.None.INSTANCE);
    private static final Result.Part NOT_TRIED = new Result.Part(ErrorCode.RUNTIME_INCONSISTENCY, Result.None.INSTANCE);

    private final Overlay overlay;
    private final NodeCommands nodes;

    MultiCommand(Overlay overlay, NodeCommands nodes) {
        this.overlay = overlay;
        this.nodes = nodes;
    }

    ErrorCode decide(Transaction tx, Command.Multi multi) {
        List<Command> commands = multi.parts();
        List<Result.Part> parts = new ArrayList<>(commands.size());
        for (int i = 0; i < commands.size(); i++) {
            ErrorCode error = decide(tx, commands.get(i));
            if (error != ErrorCode.OK) {
                overlay.rollBack();
                tx.forget();
                tx.answer(failed(commands.size(), i, error));
                return error;
            }
            parts.add(new Result.Part(ErrorCode.OK, tx.takeResult()));
        }
        tx.answer(new Result.Parts(parts));
        return ErrorCode.OK;
    }

    /** What a multi answers whose part number {@code failed} was refused: the ones before it were undone, those after it not tried. */
    static Result.Parts failed(int count, int failed, ErrorCode error) {
        List<Result.Part> parts = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            if (i == failed) {
                parts.add(new Result.Part(error, Result.None.INSTANCE));
            } else {
                parts.add(i < failed ? UNDONE : NOT_TRIED);
            }
        }
        return new Result.Parts(parts);
    }

    private ErrorCode decide(Transaction tx, Command part) {
        return switch (part.kind()) {
            case CREATE -> nodes.create(tx, (Command.Create) part);
            case DELETE -> nodes.delete(tx, (Command.Delete) part);
            case SET_DATA -> nodes.setData(tx, (Command.SetData) part);
            case CHECK -> nodes.check(tx, (Command.Check) part);
            case REFUSED -> ((Command.Refused) part).error();
            case SET_ACL,
                    MULTI,
                    CREATE_SESSION,
                    ATTACH_SESSION,
                    CLOSE_SESSION,
                    EXPIRE_SESSION,
                    SYNC,
                    REMOVE_UNUSED,
                    SET_ENSEMBLE -> ErrorCode.MARSHALLING_ERROR;
        };
    }
}
