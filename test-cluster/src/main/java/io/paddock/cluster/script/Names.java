package io.paddock.cluster.script;

/**
 * What the symbols of a script stand for in one run of it.
 *
 * @param root the path that {@code $} stands for
 * @param seenZxid the highest zxid that the acting session knows, for {@code seen}
 */
public record Names(String root, long seenZxid) {
    private static final String ROOT = "$";
    private static final String SEEN = "seen";
    private static final String AHEAD = "ahead";

    /** A path of the script as it is sent. */
    public String actual(String path) {
        return path.replace(ROOT, root);
    }

    /** A path or a child's name that the server sent as the script would have it. */
    public String symbolic(String path) {
        return path.equals(root.substring(1)) ? ROOT : path.replace(root, ROOT);
    }

    /** A zxid of the script: a number, {@code seen}, or {@code ahead} of every real one. */
    public long zxid(String symbol) {
        return switch (symbol) {
            case SEEN -> seenZxid;
            case AHEAD -> Long.MAX_VALUE;
            default -> Long.parseLong(symbol);
        };
    }
}
