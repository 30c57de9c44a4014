package io.paddock.server.request;

import io.paddock.command.Command;
import io.paddock.outcome.ErrorCode;
import io.paddock.outcome.Outcome;
import io.paddock.outcome.Result;
import io.paddock.server.wire.Call;
import io.paddock.server.wire.OpCode;
import io.paddock.session.Owner;
import java.util.List;
import java.util.function.Consumer;

/**
 * The server as its own client: expiries, removals of unused znodes, marks.
 *
 * @param owner this server's id, with connection 0
 * @param then hears the outcome, in the apply thread
 */
public record ServerRequester(Owner owner, Consumer<Outcome> then) implements Requester {

    /** A write of the server itself. */
    public static Pending write(Owner owner, Command command, Consumer<Outcome> then) {
        return new Pending(new ServerRequester(owner, then), 0, OpCode.UNKNOWN, new Call.Write(command), List.of(), 0);
    }

    @Override
    public long sessionId() {
        return 0;
    }

    @Override
    public Missing answerReadsBefore(Pending write, Published published) {
        return Missing.NOTHING;
    }

    /** Nobody here looks further than that it is done: whoever acts on the outcome leads, and a leader's state does not jump. */
    @Override
    public void skipped(Pending write, Published published) {
        then.accept(new Outcome(published.zxid(), ErrorCode.OK, new Result.None(), List.of(), 0));
    }

    @Override
    public void completed(Pending write, Outcome outcome, Published published) {
        then.accept(outcome);
    }
}
