package io.paddock.tree;

import java.util.Arrays;

/**
 * The data of a znode: bytes that compare by content, or {@link #NULL}, which ZooKeeper keeps apart from empty data (length -1 on the
 * wire against length 0).
 *
 * <p>Immutable by contract: the array is not copied, so who hands one in gives it away, and who takes one out only reads it.
 */
public final class Bytes {

    /** No data at all: length -1 on the wire. */
    public static final Bytes NULL = new Bytes(new byte[0], true);

    /** Data of no bytes: length 0 on the wire. */
    public static final Bytes EMPTY = new Bytes(new byte[0], false);

    private final byte[] array;
    private final boolean isNull;

    private Bytes(byte[] array, boolean isNull) {
        this.array = array;
        this.isNull = isNull;
    }

    /** The bytes of {@code array}, which the caller must not change any more. */
    public static Bytes of(byte[] array) {
        return array.length == 0 ? EMPTY : new Bytes(array, false);
    }

    /** Whether this is {@link #NULL}. */
    public boolean isNull() {
        return isNull;
    }

    /** How many bytes: 0 for {@link #NULL} too. */
    public int length() {
        return array.length;
    }

    /** The bytes themselves, for reading only. */
    public byte[] array() {
        return array;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes bytes && isNull == bytes.isNull && Arrays.equals(array, bytes.array);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(array);
    }

    @Override
    public String toString() {
        return isNull ? "null" : array.length + " bytes";
    }
}
