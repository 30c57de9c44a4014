package io.paddock.cluster.bench.load;

/**
 * Makes, or reads back, one session's share of very many znodes: folders of a thousand, of which the session takes every
 * n-th. Owned by the loop's thread.
 */
final class BulkWork implements Work {
    static final int FOLDER_ZNODES = 1000;

    private static final int FLAGS_PERSISTENT = 0;
    private static final int STAT_BYTES = 68;
    private static final int REPLY_HEAD_BYTES = 16;

    private final String root;
    private final int znodes;
    private final int sessions;
    private final byte[] value;
    private final boolean isReading;
    private int folder;
    private int inFolder;
    private byte[] folderPrefix;
    private byte[] znodePrefix;
    private long wrongLengths;

    private BulkWork(String root, int znodes, int sessions, int session, byte[] value, boolean isReading) {
        this.root = root;
        this.znodes = znodes;
        this.sessions = sessions;
        this.value = value;
        this.isReading = isReading;
        enter(session);
    }

    /** Makes folders and znodes. */
    static BulkWork creating(String root, int znodes, int sessions, int session, byte[] value) {
        return new BulkWork(root, znodes, sessions, session, value, false);
    }

    /** Reads all of it back and compares lengths. */
    static BulkWork reading(String root, int znodes, int sessions, int session, byte[] value) {
        return new BulkWork(root, znodes, sessions, session, value, true);
    }

    private void enter(int newFolder) {
        folder = newFolder;
        inFolder = isReading ? 0 : -1;
        folderPrefix = Keyspace.bytes(root + "/p");
        znodePrefix = Keyspace.bytes(root + "/p" + newFolder + "/n");
    }

    @Override
    public Kind next(RequestWriter out, int xid) {
        if (inFolder == FOLDER_ZNODES) {
            enter(folder + sessions);
        }
        long number = (long) folder * FOLDER_ZNODES + Math.max(0, inFolder);
        if (number >= znodes) {
            return Kind.NOTHING;
        }
        int place = inFolder++;
        if (place < 0) {
            out.create(xid, folderPrefix, folder, value, FLAGS_PERSISTENT);
            return Kind.OTHER;
        }
        if (isReading) {
            out.getData(xid, znodePrefix, number, false);
            return Kind.READ;
        }
        out.create(xid, znodePrefix, number, value, FLAGS_PERSISTENT);
        return Kind.WRITE;
    }

    @Override
    public void replied(Kind kind, int error, int bytes) {
        if (kind == Kind.READ && error == 0 && bytes != REPLY_HEAD_BYTES + Integer.BYTES + value.length + STAT_BYTES) {
            wrongLengths++;
        }
    }

    /** How many replies were not as long as the data that was written. */
    long wrongLengths() {
        return wrongLengths;
    }
}
