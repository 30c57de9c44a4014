package io.paddock.shell.tree;

import java.io.Serial;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.OpResult;
import org.apache.zookeeper.ZooKeeper;

/**
 * Writes many operations in order, in as few transactions as the size limit of a request allows.
 *
 * <p>Each transaction is done wholly or not at all; those before a failed one stay done.
 */
public final class Batches {
    /** Half of what ZooKeeper takes by default (jute.maxbuffer, one megabyte), as its followers add to a request. */
    public static final int BYTES_MAX = 500_000;

    private static final int OPERATIONS_MAX = 500;
    private static final int OVERHEAD_BYTES = 120;

    /**
     * How large one transaction may be.
     *
     * @param bytesMax its bytes
     * @param operationsMax its operations
     */
    public record Limit(int bytesMax, int operationsMax) {
        /** What every server takes as it is delivered. */
        public static final Limit USUAL = new Limit(BYTES_MAX, OPERATIONS_MAX);

        /** The usual number of operations with so many bytes. */
        public static Limit ofBytes(int bytesMax) {
            return new Limit(bytesMax, OPERATIONS_MAX);
        }
    }

    private Batches() {}

    /**
     * One operation.
     *
     * @param op the operation
     * @param path its znode
     * @param bytes how much data it carries
     */
    public record Step(Op op, String path, int bytes) {
        int size() {
            return bytes + 2 * path.length() + OVERHEAD_BYTES;
        }
    }

    /** A transaction was refused; none of its steps is done. */
    public static final class Refused extends Exception {
        @Serial
        private static final long serialVersionUID = 1L;

        private final transient Step step;
        private final int doneBefore;
        private final KeeperException reason;

        private Refused(Step step, int doneBefore, KeeperException reason) {
            super(reason);
            this.step = step;
            this.doneBefore = doneBefore;
            this.reason = reason;
        }

        /** The step that the server refused. */
        public Step step() {
            return step;
        }

        /** How many steps earlier transactions have done. */
        public int doneBefore() {
            return doneBefore;
        }

        /** Why. */
        public KeeperException reason() {
            return reason;
        }
    }

    /** Cuts the steps so that each part fits into one request. A single step that does not fit is a part of its own. */
    public static List<List<Step>> cut(List<Step> steps, Limit limit) {
        List<List<Step>> parts = new ArrayList<>();
        List<Step> part = new ArrayList<>();
        int size = 0;
        for (Step step : steps) {
            boolean isFull = size + step.size() > limit.bytesMax() || part.size() == limit.operationsMax();
            if (isFull && !part.isEmpty()) {
                parts.add(part);
                part = new ArrayList<>();
                size = 0;
            }
            part.add(step);
            size += step.size();
        }
        if (!part.isEmpty()) {
            parts.add(part);
        }
        return parts;
    }

    /** Writes the steps; tells how many are done after each transaction. */
    public static void write(ZooKeeper zooKeeper, List<Step> steps, Limit limit, IntConsumer progress)
            throws Refused, KeeperException, InterruptedException {
        int done = 0;
        for (List<Step> part : cut(steps, limit)) {
            try {
                zooKeeper.multi(part.stream().map(Step::op).toList());
            } catch (KeeperException e) {
                throw refusal(part, done, e);
            }
            done += part.size();
            progress.accept(done);
        }
    }

    private static Refused refusal(List<Step> part, int doneBefore, KeeperException reason) throws KeeperException {
        List<OpResult> results = reason.getResults();
        if (results == null) {
            throw reason;
        }
        for (int at = 0; at < Math.min(part.size(), results.size()); at++) {
            if (results.get(at) instanceof OpResult.ErrorResult error) {
                KeeperException.Code code = KeeperException.Code.get(error.getErr());
                boolean isCause = code != KeeperException.Code.OK && code != KeeperException.Code.RUNTIMEINCONSISTENCY;
                if (isCause) {
                    Step step = part.get(at);
                    return new Refused(step, doneBefore, KeeperException.create(code, step.path()));
                }
            }
        }
        throw reason;
    }
}
