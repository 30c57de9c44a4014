package io.paddock.cluster.bench.load;

/** Makes persistent znodes: a prefix and the numbers from one up to, but not including, another. Owned by the loop's thread. */
final class CreateWork implements Work {
    private static final int FLAGS_PERSISTENT = 0;

    private final byte[] prefix;
    private final byte[] value;
    private final long end;
    private long next;

    CreateWork(byte[] prefix, long first, long end, byte[] value) {
        this.prefix = prefix;
        this.next = first;
        this.end = end;
        this.value = value;
    }

    /** Makes one znode. */
    static CreateWork one(String path) {
        return new CreateWork(Keyspace.bytes(path), RequestWriter.NO_NUMBER, 0, new byte[0]);
    }

    @Override
    public Kind next(RequestWriter out, int xid) {
        if (next == end) {
            return Kind.NOTHING;
        }
        out.create(xid, prefix, next, value, FLAGS_PERSISTENT);
        next++;
        return Kind.OTHER;
    }
}
