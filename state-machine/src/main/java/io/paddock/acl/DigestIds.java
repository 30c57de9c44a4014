package io.paddock.acl;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** The ids of the scheme {@code digest}: {@code user:base64(hash of "user:password")}. */
public final class DigestIds {

    /** The algorithm that ZooKeeper 3.9.5 uses unless it is told otherwise. */
    public static final String DEFAULT_ALGORITHM = "SHA-1";

    private DigestIds() {}

    /** Whether this Java has the hash, by its Java name. */
    public static boolean isAlgorithm(String algorithm) {
        try {
            return !MessageDigest.getInstance(algorithm).getAlgorithm().isEmpty();
        } catch (NoSuchAlgorithmException unknown) {
            return false;
        }
    }

    /**
     * The id of who says {@code userAndPassword}: {@code user:password}, of which all before the first colon is the user.
     *
     * @throws IllegalArgumentException when there is no such algorithm
     */
    public static String idOf(String userAndPassword, String algorithm) {
        int colon = userAndPassword.indexOf(':');
        String user = colon < 0 ? userAndPassword : userAndPassword.substring(0, colon);
        byte[] hash = digest(algorithm).digest(userAndPassword.getBytes(StandardCharsets.UTF_8));
        return user + ':' + Base64.getEncoder().encodeToString(hash);
    }

    /** What may be shown of an id to who may not see the hash: {@code user:x}. */
    public static String masked(String id) {
        return userOf(id) + ":x";
    }

    /** The user of an id. */
    public static String userOf(String id) {
        int colon = id.indexOf(':');
        return colon < 0 ? id : id.substring(0, colon);
    }

    private static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalArgumentException("no such hash: " + algorithm, e);
        }
    }
}
