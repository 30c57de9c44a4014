package io.paddock.store;

/**
 * The version of the store's keys and records: the first byte of every value. A record is read if its version is known, and written with
 * {@link #CURRENT}. Since version 2 the record of a znode tells where its data is, and holds it if it is short.
 */
final class FormatVersion {

    /** The version that this program writes. */
    static final byte CURRENT = 2;

    private FormatVersion() {}

    /** Refuses a version that this program does not know; {@code what} says of what. */
    static void check(byte version, String what) {
        if (version < 1 || version > CURRENT) {
            throw new StoreException("the " + what + " has format version " + version
                    + ", but this program knows versions 1 to " + CURRENT
                    + ": the store was written by a newer program, or is damaged");
        }
    }
}
