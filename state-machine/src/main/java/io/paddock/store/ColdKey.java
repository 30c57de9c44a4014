package io.paddock.store;

/** Something that a read needs and memory does not hold: what of which znode. */
public record ColdKey(Part part, String path) {

    /** What of it. */
    public enum Part {
        ZNODE,
        DATA,
        CHILDREN
    }
}
