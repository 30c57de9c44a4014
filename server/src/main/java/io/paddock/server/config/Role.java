package io.paddock.server.config;

import java.util.Locale;
import java.util.Optional;

/** What a member of an ensemble does for the others. */
public enum Role {
    /** Votes, and may lead. */
    PARTICIPANT,
    /** Follows and serves reads; does not vote. */
    OBSERVER;

    /** As written in a {@code server.N} line. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Role> named(String text) {
        for (Role role : values()) {
            if (role.name().equalsIgnoreCase(text.trim())) {
                return Optional.of(role);
            }
        }
        return Optional.empty();
    }
}
