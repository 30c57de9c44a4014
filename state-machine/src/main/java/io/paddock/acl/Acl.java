package io.paddock.acl;

import java.util.List;

/**
 * The ACL of a znode, as stored: no {@code auth} entries, in the order given. Made by {@link AclFixup}.
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

    /** Whether this is {@link #OPEN} itself; another ACL that says the same may answer no. */
    @SuppressWarnings("ReferenceEquality") // a short cut for the one instance that nearly all znodes share
    public boolean isOpen() {
        return this == OPEN;
    }

    /** Whether there are no entries. */
    public boolean isEmpty() {
        return entries.isEmpty();
    }
}
