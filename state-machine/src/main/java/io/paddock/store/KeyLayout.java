package io.paddock.store;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The keys of the store: one byte for the kind, then what tells records of a kind apart. Numbers are big-endian, text is UTF-8.
 *
 * <pre>
 *   m  name                     the format, the position
 *   z  path with a 0 byte for its last slash     a znode
 *   d  the same                 its data, if it is long
 *   s  session id               a session
 *   e  session id, path         an ephemeral, by its session
 *   u  path                     a container or TTL znode, which goes when it is unused
 *   o  server id                the last batch of a server
 * </pre>
 *
 * <p>The 0 byte, which no legal path holds, ends the parent's path: the children of a znode are all keys that begin with its path and a 0
 * byte, and no grandchild is among them. Deeper descendants begin with the path and a slash. The root, whose name is empty, stands as
 * the first of its own children.
 */
final class KeyLayout {

    static final byte META = 'm';
    static final byte ZNODE = 'z';
    static final byte DATA = 'd';
    static final byte SESSION = 's';
    static final byte EPHEMERAL = 'e';
    static final byte UNUSABLE = 'u';
    static final byte ORIGIN = 'o';

    static final byte[] FORMAT_KEY = meta("format");
    static final byte[] POSITION_KEY = meta("position");

    private KeyLayout() {}

    private static byte[] meta(String name) {
        return text(META, name);
    }

    /** The key of a znode, or of its data. */
    static byte[] ofPath(byte kind, String path) {
        byte[] key = text(kind, path);
        int slash = key.length - 1;
        while (key[slash] != '/') {
            slash--;
        }
        key[slash] = 0;
        return key;
    }

    /** The path in the key of a znode or of its data. */
    static String pathOf(byte[] key) {
        byte[] path = Arrays.copyOfRange(key, 1, key.length);
        for (int i = 0; i < path.length; i++) {
            if (path[i] == 0) {
                path[i] = '/';
            }
        }
        return new String(path, StandardCharsets.UTF_8);
    }

    /** What the keys of all children of {@code parent} begin with. */
    static byte[] childrenPrefix(String parent) {
        return text(ZNODE, isRoot(parent) ? "\0" : parent + '\0');
    }

    /** What the keys of all descendants of {@code path} begin with that are not its children. */
    static byte[] deeperPrefix(String path) {
        return text(ZNODE, isRoot(path) ? "/" : path + '/');
    }

    static byte[] session(long id) {
        return number(SESSION, id, 8, 0);
    }

    static byte[] ephemeral(long session, String path) {
        byte[] tail = path.getBytes(StandardCharsets.UTF_8);
        byte[] key = number(EPHEMERAL, session, 8, tail.length);
        System.arraycopy(tail, 0, key, 9, tail.length);
        return key;
    }

    static byte[] unusable(String path) {
        return text(UNUSABLE, path);
    }

    static byte[] origin(int server) {
        return number(ORIGIN, server, 4, 0);
    }

    /** The number of {@code length} bytes that stands after the kind. */
    static long numberOf(byte[] key, int length) {
        long number = 0;
        for (int i = 1; i <= length; i++) {
            number = (number << 8) | (key[i] & 0xff);
        }
        return number;
    }

    /** The text that stands from {@code offset} to the end. */
    static String textOf(byte[] key, int offset) {
        return new String(key, offset, key.length - offset, StandardCharsets.UTF_8);
    }

    static boolean startsWith(byte[] key, byte[] prefix) {
        return key.length >= prefix.length && Arrays.equals(key, 0, prefix.length, prefix, 0, prefix.length);
    }

    /** The first key after all that begin with {@code prefix}, whose last byte is not 0xff. */
    static byte[] endOf(byte[] prefix) {
        byte[] end = prefix.clone();
        end[end.length - 1]++;
        return end;
    }

    private static boolean isRoot(String path) {
        return path.length() == 1;
    }

    private static byte[] text(byte kind, String text) {
        byte[] tail = text.getBytes(StandardCharsets.UTF_8);
        byte[] key = new byte[1 + tail.length];
        key[0] = kind;
        System.arraycopy(tail, 0, key, 1, tail.length);
        return key;
    }

    private static byte[] number(byte kind, long number, int length, int tail) {
        byte[] key = new byte[1 + length + tail];
        key[0] = kind;
        for (int i = 0; i < length; i++) {
            key[1 + i] = (byte) (number >>> (8 * (length - 1 - i)));
        }
        return key;
    }
}
