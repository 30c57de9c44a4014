package io.paddock.store;

/** Told once, by the background writer, when it cannot write any more: the process must stop, and what is in memory only is lost. */
@FunctionalInterface
public interface StoreFailureListener {

    /** Must return soon and must not call the store. */
    void storeFailed(Throwable cause);
}
