package io.paddock.store;

/** Takes legal paths apart. */
final class ZnodeNames {

    /** The path that has no parent. */
    static final String ROOT = "/";

    private ZnodeNames() {}

    static boolean isRoot(String path) {
        return path.length() == 1;
    }

    /** The path of the parent of a path that is not the root. */
    static String parent(String path) {
        int slash = path.lastIndexOf('/');
        return slash == 0 ? ROOT : path.substring(0, slash);
    }

    /** The last component, empty for the root. */
    static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
