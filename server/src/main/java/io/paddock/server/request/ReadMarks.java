package io.paddock.server.request;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.paddock.command.Command;
import io.paddock.server.wire.Call;
import io.paddock.session.Owner;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Makes reads linearizable, where that is wanted: each waits for a mark in the log that was put there after the read came. What any client
 * was told before that moment is in the log before the mark, so the read sees it.
 *
 * <p>At most one mark is under way; all reads that come meanwhile share the next one. A read behind which a write of the same connection
 * comes needs none: it is answered when that write is applied, which serves as its mark.
 *
 * <p>Guarded by its own lock, which is taken with the publish lock held, never the other way round.
 */
public final class ReadMarks {

    /** The mark that is there from the start. */
    static final long NONE = 0;

    /** Where marks go; nowhere when reads need none. */
    private final Optional<Sink> sink;

    @GuardedBy("this")
    private long submitted = NONE;

    @GuardedBy("this")
    private Set<RequestPipeline> waitingForThis = new LinkedHashSet<>();

    @GuardedBy("this")
    private Set<RequestPipeline> waitingForNext = new LinkedHashSet<>();

    /** Written in the apply thread with the publish lock held exclusively. */
    private volatile long applied = NONE;

    private record Sink(WriteBatcher batcher, Owner owner, PublishLock lock) {}

    private ReadMarks(Optional<Sink> sink) {
        this.sink = sink;
    }

    /** Reads see what this server has applied. */
    public static ReadMarks off() {
        return new ReadMarks(Optional.empty());
    }

    /**
     * Reads see all that any client of any server was told before they came.
     *
     * @param owner this server itself, which puts the marks into its own stream of batches
     */
    public static ReadMarks through(WriteBatcher batcher, Owner owner, PublishLock lock) {
        return new ReadMarks(Optional.of(new Sink(batcher, owner, lock)));
    }

    /** The mark that this read, which came just now, is to wait for. Event loop, publish lock held. */
    long markFor(Pending read, RequestPipeline reader) {
        return sink.isEmpty() || !showsTree(read.call()) ? NONE : join(reader);
    }

    private synchronized long join(RequestPipeline reader) {
        waitingForNext.add(reader);
        long mark = submitted + 1;
        if (submitted == applied) {
            submitNext();
        }
        return mark;
    }

    @GuardedBy("this")
    private void submitNext() {
        submitted++;
        waitingForThis = waitingForNext;
        waitingForNext = new LinkedHashSet<>();
        Sink to = sink.orElseThrow();
        to.batcher().add(ServerRequester.write(to.owner(), new Command.Sync(), outcome -> applied()));
    }

    /** Apply thread, publish lock held exclusively. */
    private void applied() {
        Touched ready = new Touched();
        synchronized (this) {
            applied = submitted;
            waitingForThis.forEach(ready::add);
            waitingForThis = new LinkedHashSet<>();
            if (!waitingForNext.isEmpty()) {
                submitNext();
            }
        }
        ready.wake(sink.orElseThrow().lock());
    }

    /** Whether this read may be answered from what is applied here. Publish lock held. */
    boolean allow(Pending read) {
        return read.mark() <= applied;
    }

    private static boolean showsTree(Call call) {
        return switch (call.kind()) {
            case EXISTS, GET_DATA, GET_CHILDREN, GET_ACL, COUNT_DESCENDANTS, GET_EPHEMERALS, MULTI_READ -> true;
            case WRITE,
                    SYNC,
                    RECONFIG,
                    WHO_AM_I,
                    SET_WATCHES,
                    ADD_WATCH,
                    REMOVE_WATCHES,
                    PING,
                    AUTHENTICATE,
                    SASL,
                    REFUSED -> false;
        };
    }
}
