package io.paddock.acl;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/** Makes the ACL that is stored out of the list that a client gave, as ZooKeeper 3.9.5 does. */
public final class AclFixup {

    private static final AclEntry OPEN_ENTRY = Acl.OPEN.entries().get(0);

    private AclFixup() {}

    /**
     * The ACL to store: entries given twice are kept once, {@code auth} becomes whoever {@code identities} says the client has proven to be.
     *
     * @return {@link Acl#NONE} when the list is not legal: it is empty, a scheme is unknown, an id is not in the form of its scheme, or
     *     {@code auth} stands for nobody
     */
    public static Acl fixUp(List<AclEntry> given, List<Identity> identities) {
        if (given.size() == 1 && given.get(0).equals(OPEN_ENTRY)) {
            return Acl.OPEN;
        }
        List<AclEntry> entries = new ArrayList<>(given.size());
        for (AclEntry entry : new LinkedHashSet<>(given)) {
            if (entry.scheme().equals(AclScheme.AUTH)) {
                if (!expand(entry.permissions(), identities, entries)) {
                    return Acl.NONE;
                }
            } else if (AclScheme.isLegalId(entry.scheme(), entry.id())) {
                entries.add(entry);
            } else {
                return Acl.NONE;
            }
        }
        return new Acl(entries);
    }

    private static boolean expand(int permissions, List<Identity> identities, List<AclEntry> entries) {
        boolean isAnybody = false;
        for (Identity identity : identities) {
            if (AclScheme.provesIdentity(identity.scheme())) {
                entries.add(new AclEntry(permissions, identity.scheme(), identity.id()));
                isAnybody = true;
            }
        }
        return isAnybody;
    }
}
