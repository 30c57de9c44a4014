package io.paddock.tree;

/** How a znode is created, with the flags of ZooKeeper 3.9.5's protocol. */
public enum CreateMode {
    PERSISTENT(0, false, false, false),
    EPHEMERAL(1, true, false, false),
    PERSISTENT_SEQUENTIAL(2, false, true, false),
    EPHEMERAL_SEQUENTIAL(3, true, true, false),
    CONTAINER(4, false, false, false),
    TTL(5, false, false, true),
    TTL_SEQUENTIAL(6, false, true, true);

    /** The constants stand in the order of their numbers, which begin with 0. */
    private static final CreateMode[] BY_FLAGS = values();

    private final int flags;
    private final boolean isEphemeral;
    private final boolean isSequential;
    private final boolean hasTtl;

    CreateMode(int flags, boolean isEphemeral, boolean isSequential, boolean hasTtl) {
        this.flags = flags;
        this.isEphemeral = isEphemeral;
        this.isSequential = isSequential;
        this.hasTtl = hasTtl;
    }

    /** Whether there is a mode of that number. */
    public static boolean isKnown(int flags) {
        return flags >= 0 && flags < BY_FLAGS.length;
    }

    /** The mode of a {@link #isKnown known} number. */
    public static CreateMode ofFlags(int flags) {
        return BY_FLAGS[flags];
    }

    /** The number on the wire. */
    public int flags() {
        return flags;
    }

    /** Whether it ends with its session. */
    public boolean isEphemeral() {
        return isEphemeral;
    }

    /** Whether its name gets a number. */
    public boolean isSequential() {
        return isSequential;
    }

    /** Whether it is removed when nobody wrote to it for a time. */
    public boolean hasTtl() {
        return hasTtl;
    }
}
