package io.paddock.cluster.script;

/**
 * A named value of a reply.
 *
 * @param name what it is called in the record
 * @param type how it is compared
 * @param text the value; a decimal number unless it is plain
 */
public record Value(String name, Type type, String text) {
    /** A value that two servers must have in common. */
    public static Value plain(String name, Object value) {
        return new Value(name, Type.PLAIN, value.toString());
    }

    /** A number that means something in its own server only. */
    public static Value number(String name, Type type, long value) {
        return new Value(name, type, Long.toString(value));
    }

    /** How a value of one server is compared with that of another. */
    public enum Type {
        /** As it is. */
        PLAIN,
        /** By its rank among all zxids of the run. */
        ZXID,
        /** By the session of the script it belongs to. */
        SESSION,
        /** Only by its relation to other times of the same record. */
        TIME
    }
}
