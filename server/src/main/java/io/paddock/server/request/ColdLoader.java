package io.paddock.server.request;

import io.paddock.store.ColdKey;
import io.paddock.store.StateStore;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;

/** Loads from disk what reads miss, in threads of its own, so that no event loop waits. Any thread may call it. */
public final class ColdLoader {

    private final ExecutorService threads;

    /** A loader with the given threads, which the caller stops. */
    public ColdLoader(ExecutorService threads) {
        this.threads = threads;
    }

    /** What was found for a {@link Missing}. */
    record Found(StateStore.Loaded loaded, OptionalLong count) {}

    /**
     * Loads, and hands over what was found in {@code loop}. The publish lock is held.
     *
     * @param ahead what the reads after this one need, which is read along
     */
    void load(Missing missing, List<ColdKey> ahead, Published published, Executor loop, Consumer<Found> then) {
        StateStore store = published.store();
        threads.execute(() -> {
            Found found = find(missing, ahead, store);
            loop.execute(() -> then.accept(found));
        });
    }

    /** Loads in the caller's thread, which holds no lock. */
    static Found find(Missing missing, StateStore store) {
        return find(missing, List.of(), store);
    }

    private static Found find(Missing missing, List<ColdKey> ahead, StateStore store) {
        OptionalLong count = missing.countBelow().isPresent()
                ? OptionalLong.of(store.countDescendants(missing.countBelow().get()))
                : OptionalLong.empty();
        return new Found(store.load(missing.keys(), ahead), count);
    }
}
