package io.paddock.command;

import java.util.List;

/**
 * Requests of one server, in the order in which they are to be applied. The replicated state keeps the last sequence number applied for
 * each server, so a batch that comes twice is skipped and one that comes too early is refused.
 *
 * @param server the id of the server it comes from, 1 to 254
 * @param incarnation rises with each start of that server
 * @param sequence 1, 2, 3, ... within an incarnation
 * @param enforcesQuotas whether hard quotas refuse, as that server is set
 * @param requests in order
 */
public record Batch(int server, long incarnation, long sequence, boolean enforcesQuotas, List<Request> requests) {

    public Batch {
        requests = List.copyOf(requests);
    }
}
