package io.paddock.cluster.checker;

/**
 * A node as it was read when all writing was over.
 *
 * @param path where
 * @param value its data
 * @param version of its data
 * @param czxid the transaction that made it
 * @param mzxid the transaction that set its data last
 * @param ephemeralOwner the session it belongs to, 0 for none
 */
public record FinalNode(String path, String value, int version, long czxid, long mzxid, long ephemeralOwner) {}
