package io.paddock.acl;

/**
 * Who a connection has proven to be; a connection has several.
 *
 * @param scheme ip, digest, x509, sasl, super
 * @param id the scheme's form of the id; digest: {@code user:base64(hash)}
 */
public record Identity(String scheme, String id) {}
