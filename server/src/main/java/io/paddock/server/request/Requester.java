package io.paddock.server.request;

import io.paddock.outcome.Outcome;
import io.paddock.session.Owner;

/** Whoever puts writes into the log and hears what became of them: a client's connection, or the server itself. */
public interface Requester {

    /** The session it speaks for, 0 for the server itself. */
    long sessionId();

    /** The connection it is. */
    Owner owner();

    /**
     * Answers the reads that came before {@code write} and were not answered yet. Apply thread, publish lock held exclusively.
     *
     * @return what memory does not hold of the first that could not be answered; nothing when all are
     */
    Missing answerReadsBefore(Pending write, Published published);

    /**
     * Its write was applied, but not here: the state jumped over it, and its outcome is not known. Apply thread, publish lock held
     * exclusively.
     */
    void skipped(Pending write, Published published);

    /** Hears of its write's outcome, which is published by now. Apply thread, publish lock held exclusively. */
    void completed(Pending write, Outcome outcome, Published published);
}
