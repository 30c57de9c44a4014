package io.paddock.cluster.bench.load;

import java.nio.charset.StandardCharsets;

/**
 * The znodes that the sessions work on.
 *
 * @param keys znodes of each session, or of all together when they share one parent
 * @param valueBytes the length of the data
 * @param isShared whether all of them have one parent, instead of one parent for each session
 */
public record Keyspace(int keys, int valueBytes, boolean isShared) {
    /** Checks. */
    public Keyspace {
        if (keys < 1 || valueBytes < 0) {
            throw new IllegalArgumentException(
                    "expected at least one key and no negative length but got " + keys + " and " + valueBytes);
        }
    }

    /** The folder of a session's znodes. */
    String folder(String root, int session) {
        return isShared ? root + "/all" : root + "/s" + session;
    }

    /** What the paths of a session's znodes begin with; a number follows. */
    byte[] keyPrefix(String root, int session) {
        return bytes(folder(root, session) + "/k");
    }

    /** What the paths of znodes begin with that come and go; a number follows. */
    byte[] passingPrefix(String root, int session) {
        return bytes(folder(root, session) + "/t" + session + "-");
    }

    /** The data of every znode. */
    byte[] value() {
        byte[] value = new byte[valueBytes];
        for (int i = 0; i < valueBytes; i++) {
            value[i] = (byte) ('a' + i % 26);
        }
        return value;
    }

    /** A path, or the beginning of one, as the protocol has it. */
    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
