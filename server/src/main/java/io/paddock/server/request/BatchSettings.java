package io.paddock.server.request;

/**
 * Bounds of batches and entries, and who makes them.
 *
 * @param server this server's id, 1 to 254
 * @param incarnation rises with each start
 * @param enforcesQuotas whether hard quotas refuse
 * @param batchRequestsMax requests in a batch
 * @param batchBytesMax bytes of a batch, but for its last request
 * @param batchesInFlightMax batches sent and not yet applied here
 * @param entryBytesMax bytes of an entry, but for its last batch
 * @param entriesInFlightMax entries submitted and not yet applied, unless what waits fills another one
 */
public record BatchSettings(
        int server,
        long incarnation,
        boolean enforcesQuotas,
        int batchRequestsMax,
        int batchBytesMax,
        int batchesInFlightMax,
        int entryBytesMax,
        int entriesInFlightMax) {}
