package io.paddock.command;

import java.util.List;

/**
 * One entry of the log.
 *
 * @param timeMs the leader's wall clock when it made the entry, in ms since 1970
 * @param batches in order
 */
public record Entry(long timeMs, List<Batch> batches) {

    public Entry {
        batches = List.copyOf(batches);
    }
}
