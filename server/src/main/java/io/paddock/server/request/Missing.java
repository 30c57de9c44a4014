package io.paddock.server.request;

import io.paddock.store.ColdKey;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * What a read lacks to be answered from memory.
 *
 * @param keys records to load
 * @param countBelow the path whose descendants must be counted, if any
 */
public record Missing(Set<ColdKey> keys, Optional<String> countBelow) {

    /** Nothing is missing. */
    public static final Missing NOTHING = new Missing(Set.of(), Optional.empty());

    public Missing {
        keys = Set.copyOf(keys);
    }

    static Missing of(Set<ColdKey> keys) {
        return new Missing(keys, Optional.empty());
    }

    /** Whether nothing is missing. */
    public boolean isNothing() {
        return keys.isEmpty() && countBelow.isEmpty();
    }

    /** This and {@code more}. */
    Missing and(Missing more) {
        Set<ColdKey> both = new HashSet<>(keys);
        both.addAll(more.keys);
        return new Missing(both, more.countBelow.or(() -> countBelow));
    }
}
