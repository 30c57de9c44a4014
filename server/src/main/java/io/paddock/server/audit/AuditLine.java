package io.paddock.server.audit;

import io.paddock.acl.AclEntry;
import io.paddock.acl.AclScheme;
import io.paddock.acl.Identity;
import io.paddock.acl.Permission;
import io.paddock.tree.CreateMode;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The beginning of a line: pairs of a key and a value with tabs between them, as ZooKeeper 3.9.5 writes them. Immutable.
 *
 * @param text what is there already
 */
record AuditLine(String text) {

    private static final Set<String> NAMELESS = Set.of(AclScheme.SUPER, AclScheme.ANY_SASL);

    static AuditLine of() {
        return new AuditLine("");
    }

    /** The same with a pair more, unless its value is empty. A value cannot begin a line or a pair of its own. */
    AuditLine with(String key, String value) {
        return value.isEmpty() ? this : new AuditLine(text + key + "=" + value.replaceAll("[\t\r\n]", " ") + "\t");
    }

    /** The whole line. */
    String ended(String result) {
        return text + "result=" + result;
    }

    static String hex(long session) {
        return "0x" + Long.toHexString(session);
    }

    /** The names that a client has proven to have, the address among them; a digest is left out of its name. What stands for rights is no name. */
    static String users(List<Identity> client) {
        return client.stream()
                .filter(identity -> !NAMELESS.contains(identity.scheme()))
                .map(AuditLine::user)
                .collect(Collectors.joining(","));
    }

    private static String user(Identity identity) {
        return identity.scheme().equals("digest") ? identity.id().split(":", 2)[0] : identity.id();
    }

    static String address(List<Identity> client) {
        return client.stream()
                .filter(identity -> identity.scheme().equals("ip"))
                .map(Identity::id)
                .findFirst()
                .orElse("");
    }

    /** The kind of a znode in ZooKeeper's words; nothing where there is none. */
    static String mode(int flags) {
        if (!CreateMode.isKnown(flags)) {
            return "";
        }
        return switch (CreateMode.ofFlags(flags)) {
            case TTL -> "persistent_with_ttl";
            case TTL_SEQUENTIAL -> "persistent_sequential_with_ttl";
            case PERSISTENT, EPHEMERAL, PERSISTENT_SEQUENTIAL, EPHEMERAL_SEQUENTIAL, CONTAINER ->
                CreateMode.ofFlags(flags).name().toLowerCase(Locale.ROOT);
        };
    }

    static String acl(List<AclEntry> acl) {
        return acl.stream()
                .map(entry -> entry.scheme() + ":" + entry.id() + ":" + permissions(entry.permissions()))
                .collect(Collectors.joining());
    }

    private static String permissions(int permissions) {
        return letter(permissions, Permission.CREATE, "c")
                + letter(permissions, Permission.DELETE, "d")
                + letter(permissions, Permission.READ, "r")
                + letter(permissions, Permission.WRITE, "w")
                + letter(permissions, Permission.ADMIN, "a");
    }

    private static String letter(int permissions, int one, String letter) {
        return (permissions & one) != 0 ? letter : "";
    }
}
