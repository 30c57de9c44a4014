package io.paddock.shell.session;

import io.paddock.shell.outcome.ShellFailure;
import java.nio.charset.StandardCharsets;

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

    /** The scheme alone. */
    @Override
    public String toString() {
        return scheme + ":***";
    }
}
