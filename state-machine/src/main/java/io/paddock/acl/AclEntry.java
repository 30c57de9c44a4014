package io.paddock.acl;

/**
 * Who may do what: one entry of an ACL.
 *
 * @param permissions a sum of the constants of {@link Permission}
 * @param scheme how the id is to be read: world, auth, digest, ip, x509, sasl, super
 * @param id who, in the scheme's form
 */
public record AclEntry(int permissions, String scheme, String id) {}
