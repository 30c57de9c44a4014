package io.paddock.session;

import io.paddock.tree.Bytes;

/**
 * A client's session, as replicated.
 *
 * @param id never 0, but for {@link #ABSENT}; the top byte is the id of the server that made it
 * @param password 16 random bytes, the proof at a re-attach
 * @param timeoutMs as negotiated at the last attach
 * @param owner the connection that speaks for it
 */
public record Session(long id, Bytes password, int timeoutMs, Owner owner) {

    /** Stands for a session that does not exist. */
    public static final Session ABSENT = new Session(0, Bytes.NULL, 0, new Owner(0, 0));

    /** Whether there is such a session: false for {@link #ABSENT} only. */
    public boolean exists() {
        return id != 0;
    }

    @Override
    public String toString() {
        return "session 0x" + Long.toHexString(id) + " of " + owner + ", " + timeoutMs + " ms";
    }
}
