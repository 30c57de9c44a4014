package io.paddock.shell.tree;

import java.util.Arrays;
import java.util.Comparator;

/** What can be said of absolute paths without asking a server. */
public final class ZnodePaths {
    /** A znode before its children, siblings by name, and each subtree in one piece. */
    public static final Comparator<String> ORDER = (left, right) -> Arrays.compare(names(left), names(right));

    private ZnodePaths() {}

    /** The path of a child. */
    public static String child(String parent, String name) {
        return parent.equals("/") ? "/" + name : parent + "/" + name;
    }

    /** The path of the znode above; the root's is the root. */
    public static String parent(String path) {
        int slash = path.lastIndexOf('/');
        return slash <= 0 ? "/" : path.substring(0, slash);
    }

    /** The last name of a path; empty for the root. */
    public static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** Whether a path is this root or lies under it. */
    public static boolean isWithin(String root, String path) {
        return root.equals("/") || path.equals(root) || path.startsWith(root + "/");
    }

    /** What is left of a path under a root, without a slash at its start; empty for the root itself. */
    public static String relative(String root, String path) {
        if (path.equals(root)) {
            return "";
        }
        return root.equals("/") ? path.substring(1) : path.substring(root.length() + 1);
    }

    /** The path that lies under a root as {@link #relative} said. */
    public static String under(String root, String relative) {
        return relative.isEmpty() ? root : child(root, relative);
    }

    /** How many names a path has. */
    public static int depth(String path) {
        return path.equals("/") ? 0 : (int) path.chars().filter(c -> c == '/').count();
    }

    private static String[] names(String path) {
        return path.equals("/") ? new String[0] : path.substring(1).split("/", -1);
    }
}
