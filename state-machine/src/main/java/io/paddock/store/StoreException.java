package io.paddock.store;

/**
 * The store cannot go on: the disk failed, or what is on it is not what must be there. Never retried; a server that gets one out of
 * anything but a refused {@link StateStore#checkpoint} stops.
 */
public final class StoreException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** A failure that this store found itself. */
    public StoreException(String message) {
        super(message);
    }

    /** A failure that something below reported. */
    public StoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
