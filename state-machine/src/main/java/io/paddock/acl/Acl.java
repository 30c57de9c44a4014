package io.paddock.acl;

import java.util.List;

/**
 * The ACL of a znode, as stored: no {@code auth} entries, no duplicates, in the order given.
 *
 * @param entries who may do what; empty allows everything
 */
public record Acl(List<AclEntry> entries) {

    /** No entries, which allows everything. */
    public static final Acl NONE = new Acl(List.of());

    /** Everybody may do everything: by far the most frequent ACL. */
    public static final Acl OPEN = new Acl(List.of(new AclEntry(Permission.ALL, "world", "anyone")));

    public Acl {
        entries = List.copyOf(entries);
    }
}
