package io.paddock.cluster.compare;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** The super user of servers under comparison. */
final class SuperUser {
    /** What the control session authenticates with. */
    static final String AUTH = "super:stage";

    /** What the servers are told, as {@code superDigest}. */
    static final String DIGEST = digest(AUTH);

    private SuperUser() {}

    /** The id of scheme digest that a user and password give. */
    static String digest(String userAndPassword) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-1").digest(userAndPassword.getBytes(StandardCharsets.UTF_8));
            String user = userAndPassword.substring(0, userAndPassword.indexOf(':'));
            return user + ":" + Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-1", e);
        }
    }
}
