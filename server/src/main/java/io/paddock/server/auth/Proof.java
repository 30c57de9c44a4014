package io.paddock.server.auth;

import io.paddock.acl.Identity;
import java.util.List;

/**
 * What became of a client's attempt to prove something.
 *
 * @param verdict how the connection goes on
 * @param identities who the client has proven to be
 */
public record Proof(Verdict verdict, List<Identity> identities) {

    /** It proved nothing, which ends the connection after it was told. */
    public static final Proof FAILED = new Proof(Verdict.FAILED, List.of());

    /** It looks for other servers, and is left without an answer, so that it goes on looking. */
    public static final Proof STRANGER = new Proof(Verdict.STRANGER, List.of());

    /** How the connection goes on. */
    public enum Verdict {
        /** The client is told so. */
        ACCEPTED,
        /** The client is told, and the connection ends. */
        FAILED,
        /** The connection ends. */
        STRANGER
    }

    /** Copies the identities. */
    public Proof {
        identities = List.copyOf(identities);
    }

    /** These are proven; there may be none. */
    static Proof of(Identity... identities) {
        return new Proof(Verdict.ACCEPTED, List.of(identities));
    }
}
