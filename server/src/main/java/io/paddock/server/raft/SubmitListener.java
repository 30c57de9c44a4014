package io.paddock.server.raft;

/** Is told once what became of an entry. */
@FunctionalInterface
public interface SubmitListener {

    /** Comes on the apply thread, the submitting one or one of Raft's, and must only hand over. */
    void submitted(SubmitOutcome outcome);
}
