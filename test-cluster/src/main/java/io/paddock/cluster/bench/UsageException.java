package io.paddock.cluster.bench;

/** The command line is not one; the message says what of it. */
final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message);
    }
}
