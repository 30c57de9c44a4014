package io.paddock.shell.session;

import java.util.ArrayDeque;
import java.util.Deque;

/** Where the user stands in the tree, and what a path typed there means. Used by the thread that runs commands. */
public final class WorkingPath {
    private volatile String path = "/";

    /** The path the user stands on. */
    public String path() {
        return path;
    }

    /** Moves to an absolute path. */
    public void moveTo(String absolutePath) {
        path = absolutePath;
    }

    /**
     * The absolute path that a typed one means: relative ones start here, {@code .} and {@code ..} (which ZooKeeper allows
     * in no path) are followed, and a slash at the end is dropped.
     */
    public String resolve(String typed) {
        String full = typed.startsWith("/") ? typed : path + "/" + typed;
        Deque<String> names = new ArrayDeque<>();
        for (int from = 0; from <= full.length(); ) {
            int slash = full.indexOf('/', from);
            int end = slash < 0 ? full.length() : slash;
            step(names, full.substring(from, end));
            from = end + 1;
        }
        return "/" + String.join("/", names);
    }

    private static void step(Deque<String> names, String name) {
        switch (name) {
            case "", "." -> {
                // Stays where it is.
            }
            case ".." -> names.pollLast();
            default -> names.addLast(name);
        }
    }
}
