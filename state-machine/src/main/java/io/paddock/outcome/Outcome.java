package io.paddock.outcome;

import java.util.List;

/**
 * What became of one request.
 *
 * @param zxid its transaction id, or for a command that takes none the last one before it
 * @param error OK, or why it was refused; a failed multi is an error here too, and still has its parts as result
 * @param result what to answer
 * @param changes what watches are told, in order
 * @param closed the sessions that ended by it (a close or an expiry), else 0
 */
public record Outcome(long zxid, ErrorCode error, Result result, List<Change> changes, long closed) {}
