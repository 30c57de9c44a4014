package io.paddock.acl;

import javax.security.auth.x500.X500Principal;

/** The schemes of ACL entries and identities, with what ZooKeeper 3.9.5 asks of their ids. */
public final class AclScheme {

    /** Everybody; its only id is {@link #ANYONE}. */
    public static final String WORLD = "world";

    /** The only id of {@link #WORLD}. */
    public static final String ANYONE = "anyone";

    /** Stands, in a client's list only, for whoever sets it. */
    public static final String AUTH = "auth";

    /** {@code user:base64(hash)}, see {@link DigestIds}. */
    public static final String DIGEST = "digest";

    /** An address or a range of addresses. */
    public static final String IP = "ip";

    /** The subject of a certificate. */
    public static final String X509 = "x509";

    /** A principal. */
    public static final String SASL = "sasl";

    /** What every user of SASL may do as well: an identity whose id is that of an entry of {@link #SASL}. In no ACL, and shown to nobody. */
    public static final String ANY_SASL = "sasl-any";

    /** An identity that may do everything; in no ACL. */
    public static final String SUPER = "super";

    /** No certificate's subject is longer. */
    private static final int NAME_CHARS_MAX = 4096;

    private AclScheme() {}

    /** Whether {@code id} may stand in an ACL under {@code scheme}: false for schemes that may not stand there at all. */
    static boolean isLegalId(String scheme, String id) {
        return switch (scheme) {
            case WORLD -> id.equals(ANYONE);
            case DIGEST -> isDigestId(id);
            case IP -> IpRange.isLegal(id);
            case X509 -> isDistinguishedName(id);
            case SASL -> isPrincipal(id);
            default -> false;
        };
    }

    /** Whether {@code auth} stands for such an identity: ZooKeeper 3.9.5 leaves out those that prove nothing. */
    static boolean provesIdentity(String scheme) {
        return scheme.equals(DIGEST) || scheme.equals(SASL) || scheme.equals(X509);
    }

    /** Two parts around one colon; ZooKeeper 3.9.5 overlooks colons at the end. */
    private static boolean isDigestId(String id) {
        int end = id.length();
        while (end > 0 && id.charAt(end - 1) == ':') {
            end--;
        }
        int colon = id.indexOf(':');
        return colon >= 0 && colon < end && id.lastIndexOf(':', end - 1) == colon;
    }

    /** Java reads a name in the square of its length: one of a megabyte would keep every server busy for seconds. */
    private static boolean isDistinguishedName(String id) {
        if (id.length() > NAME_CHARS_MAX) {
            return false;
        }
        try {
            return new X500Principal(id).getEncoded().length > 0;
        } catch (IllegalArgumentException notAName) {
            return false;
        }
    }

    /** {@code service/host@realm}, in which host and realm may be left out. */
    private static boolean isPrincipal(String id) {
        int at = id.indexOf('@');
        if (at < 0) {
            return true;
        }
        int slash = id.indexOf('/');
        boolean isHostSingle = slash < 0 || (slash < at && id.indexOf('/', slash + 1) < 0);
        return isHostSingle && id.indexOf('@', at + 1) < 0;
    }
}
