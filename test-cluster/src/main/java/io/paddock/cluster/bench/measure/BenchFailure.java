package io.paddock.cluster.bench.measure;

/** The benchmark cannot go on, for a reason that its user can understand and often mend: no server, a server that ended. */
public final class BenchFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** With what was expected and what came instead. */
    public BenchFailure(String message) {
        super(message);
    }

    /** The same with what caused it. */
    public BenchFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
