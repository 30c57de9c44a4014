package io.paddock.path;

/**
 * The only place that knows a path. Paths are plain strings; a legal one begins with a slash, does not end with one unless it is the
 * root, and has no empty, {@code .} or {@code ..} component and none of the characters that ZooKeeper 3.9.5 refuses.
 */
public final class ZnodePath {

    /** The root of the tree. */
    public static final String ROOT = "/";

    /** Where the system keeps its own znodes. */
    public static final String ZOOKEEPER = "/zookeeper";

    /** The root of the quotas: the limits of {@code /a} are kept below {@code /zookeeper/quota/a}. */
    public static final String QUOTA = "/zookeeper/quota";

    /** The ensemble's configuration. */
    public static final String CONFIG = "/zookeeper/config";

    /** Digits of the suffix of a sequential znode, at least. */
    private static final int SUFFIX_DIGITS = 10;

    private ZnodePath() {}

    /** Whether ZooKeeper 3.9.5 takes {@code path} for a znode's. */
    public static boolean isLegal(String path) {
        int length = path.length();
        if (length == 0 || path.charAt(0) != '/') {
            return false;
        }
        if (length == 1) {
            return true;
        }
        int componentStart = 1;
        for (int at = 1; at < length; at++) {
            char c = path.charAt(at);
            if (c == '/') {
                if (!isLegalComponent(path, componentStart, at)) {
                    return false;
                }
                componentStart = at + 1;
            } else if (isRefused(c)) {
                return false;
            }
        }
        return isLegalComponent(path, componentStart, length);
    }

    private static boolean isLegalComponent(String path, int from, int to) {
        int length = to - from;
        if (length == 0 || length > 2 || path.charAt(from) != '.') {
            return length != 0;
        }
        return length == 2 && path.charAt(from + 1) != '.';
    }

    private static boolean isRefused(char c) {
        if (c > '\u001f' && c < '\u007f') {
            return false;
        }
        return c <= '\u009f' || (c >= '\ud800' && c <= '\uf8ff') || c >= '\ufff0';
    }

    /** Whether a client may not delete {@code path}, whoever it is. */
    public static boolean isSpecial(String path) {
        return path.equals(ROOT) || path.equals(ZOOKEEPER) || path.equals(QUOTA) || path.equals(CONFIG);
    }

    /** Whether {@code path} is {@code ancestor} or lies below it; both legal. */
    public static boolean isWithin(String path, String ancestor) {
        if (!path.startsWith(ancestor)) {
            return false;
        }
        return path.length() == ancestor.length() || ancestor.length() == 1 || path.charAt(ancestor.length()) == '/';
    }

    /** The parent of a legal path other than the root. */
    public static String parentOf(String path) {
        int slash = path.lastIndexOf('/');
        return slash == 0 ? ROOT : path.substring(0, slash);
    }

    /** The last component of a legal path; empty for the root. */
    public static String nameOf(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** The path of the child {@code name} of {@code parent}. */
    public static String child(String parent, String name) {
        return parent.length() == 1 ? ROOT.concat(name) : parent + '/' + name;
    }

    /**
     * {@code prefix} with the suffix of a sequential znode: the number with ten digits, or a minus and nine of them. A number that needs more
     * is written out.
     */
    public static String withSuffix(String prefix, int number) {
        StringBuilder path = new StringBuilder(prefix.length() + SUFFIX_DIGITS + 1).append(prefix);
        long magnitude = number;
        int digits = SUFFIX_DIGITS;
        if (number < 0) {
            path.append('-');
            magnitude = -magnitude;
            digits--;
        }
        String written = Long.toString(magnitude);
        for (int zeros = digits - written.length(); zeros > 0; zeros--) {
            path.append('0');
        }
        return path.append(written).toString();
    }
}
