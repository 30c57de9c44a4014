package io.paddock.shell.provision;

/**
 * One step of a plan.
 *
 * @param kind what is done
 * @param path the znode
 * @param before how it was when the plan was made
 * @param after how it will be
 * @param isSecret whether its data must not be printed
 */
public record Change(Kind kind, String path, State before, State after, boolean isSecret) {
    /** What a step does. */
    public enum Kind {
        /** Makes the znode. */
        CREATE,
        /** Replaces the data. */
        SET,
        /** Replaces the ACL. */
        SET_ACL,
        /** Removes the znode. */
        DELETE
    }
}
