package io.paddock.shell.session;

import io.paddock.shell.outcome.ShellFailure;
import java.nio.charset.StandardCharsets;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import org.apache.zookeeper.data.Id;
import org.apache.zookeeper.server.auth.DigestAuthenticationProvider;

/** Who a session claims to be: a scheme and its secret. Never prints the secret. */
public final class Credential {
    private final String scheme;
    private final byte[] secret;

    /** A credential, for example of scheme {@code digest} with {@code user:password}. */
    public Credential(String scheme, byte[] secret) {
        this.scheme = scheme;
        this.secret = secret.clone();
    }

    /** Reads {@code scheme:secret}, such as {@code digest:user:password}; the text is not repeated in the error. */
    public static Credential parse(String text) {
        int colon = text.indexOf(':');
        if (colon <= 0) {
            throw ShellFailure.usage("A credential has the form scheme:secret, for example digest:user:password");
        }
        return new Credential(
                text.substring(0, colon), text.substring(colon + 1).getBytes(StandardCharsets.UTF_8));
    }

    String scheme() {
        return scheme;
    }

    byte[] secret() {
        return secret.clone();
    }

    /** The id that the server makes of it, for the scheme where that can be told from here: digest. */
    Optional<Id> id() {
        if (!scheme.equals("digest")) {
            return Optional.empty();
        }
        try {
            String text = new String(secret, StandardCharsets.UTF_8);
            return Optional.of(new Id(scheme, DigestAuthenticationProvider.generateDigest(text)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("expected the digest algorithm of ZooKeeper in the JDK", e);
        }
    }

    /** The scheme alone. */
    @Override
    public String toString() {
        return scheme + ":***";
    }
}
