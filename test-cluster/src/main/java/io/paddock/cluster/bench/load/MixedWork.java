package io.paddock.cluster.bench.load;

/** The endless work of one session of a {@link LoadSpec}. Owned by the loop's thread. */
final class MixedWork implements Work {
    private static final int FLAGS_SEQUENTIAL_EPHEMERAL = 3;
    private static final int FLAGS_PERSISTENT = 0;
    private static final long SEED = 88_172_645_463_325_252L;
    private static final int SEED_STEP = 7919;

    private final Mix mix;
    private final int keys;
    private final byte[] value;
    private final byte[] ownKeys;
    private final byte[][] allKeys;
    private final byte[] passing;
    private final byte[] sequential;
    private long random;
    private long passed;

    /** The work of the session with this number. */
    MixedWork(LoadSpec spec, String root, int session) {
        this.mix = spec.mix();
        this.keys = spec.keyspace().keys();
        this.value = spec.keyspace().value();
        this.allKeys = new byte[spec.sessions()][];
        for (int i = 0; i < allKeys.length; i++) {
            allKeys[i] = spec.keyspace().keyPrefix(root, i);
        }
        this.ownKeys = allKeys[session];
        this.passing = spec.keyspace().passingPrefix(root, session);
        this.sequential = Keyspace.bytes(spec.keyspace().folder(root, session) + "/e-");
        this.random = SEED + (long) session * SEED_STEP;
    }

    @Override
    public Kind next(RequestWriter out, int xid) {
        if (below(100) >= mix.writePercent()) {
            out.getData(xid, allKeys[below(allKeys.length)], below(keys), false);
            return Kind.READ;
        }
        switch (mix.writes()) {
            case SET -> out.setData(xid, ownKeys, below(keys), value);
            case CREATE_AND_DELETE -> createOrDelete(out, xid);
            case SEQUENTIAL_EPHEMERAL ->
                out.create(xid, sequential, RequestWriter.NO_NUMBER, value, FLAGS_SEQUENTIAL_EPHEMERAL);
        }
        return Kind.WRITE;
    }

    private void createOrDelete(RequestWriter out, int xid) {
        long count = passed++;
        if (count % 2 == 0) {
            out.create(xid, passing, count / 2, value, FLAGS_PERSISTENT);
        } else {
            out.delete(xid, passing, count / 2);
        }
    }

    @Override
    public void opened(LoadSession session) {
        // A create whose reply was lost may have happened or not: go on with the next name.
        passed += passed % 2;
    }

    /** A number from 0 up to but not including the bound, by xorshift. */
    private int below(int bound) {
        random ^= random << 13;
        random ^= random >>> 7;
        random ^= random << 17;
        return (int) ((random >>> 1) % bound);
    }
}
