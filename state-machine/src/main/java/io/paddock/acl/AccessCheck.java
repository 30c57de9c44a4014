package io.paddock.acl;

import java.util.List;

/** Whether an ACL allows something, as ZooKeeper 3.9.5 decides it. */
public final class AccessCheck {

    private AccessCheck() {}

    /**
     * Whether one of the entries of {@code acl} gives one of the permissions in {@code needed} to one of {@code identities}. An empty ACL
     * allows everything, and an identity of the scheme {@code super} may do everything.
     */
    public static boolean allows(Acl acl, int needed, List<Identity> identities) {
        if (acl.isOpen() && (needed & Permission.ALL) != 0) {
            return true;
        }
        List<AclEntry> entries = acl.entries();
        if (entries.isEmpty() || isSuper(identities)) {
            return true;
        }
        for (int i = 0; i < entries.size(); i++) {
            AclEntry entry = entries.get(i);
            if ((entry.permissions() & needed) != 0 && isAnyOf(entry, identities)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isSuper(List<Identity> identities) {
        for (int i = 0; i < identities.size(); i++) {
            if (identities.get(i).scheme().equals(AclScheme.SUPER)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isAnyOf(AclEntry entry, List<Identity> identities) {
        if (entry.scheme().equals(AclScheme.WORLD)) {
            return entry.id().equals(AclScheme.ANYONE);
        }
        for (int i = 0; i < identities.size(); i++) {
            Identity identity = identities.get(i);
            if (identity.scheme().equals(entry.scheme()) && matches(entry.scheme(), identity.id(), entry.id())) {
                return true;
            }
            if (identity.scheme().equals(AclScheme.ANY_SASL)
                    && entry.scheme().equals(AclScheme.SASL)
                    && identity.id().equals(entry.id())) {
                return true;
            }
        }
        return false;
    }

    private static boolean matches(String scheme, String identity, String expression) {
        return switch (scheme) {
            case AclScheme.DIGEST, AclScheme.X509 -> identity.equals(expression);
            case AclScheme.SASL -> identity.equals(expression) || identity.equals(AclScheme.SUPER);
            case AclScheme.IP -> IpRange.matches(expression, identity);
            default -> false;
        };
    }
}
