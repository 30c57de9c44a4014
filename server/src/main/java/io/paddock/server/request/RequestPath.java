package io.paddock.server.request;

import io.paddock.server.admin.ServerStatistics;
import io.paddock.server.audit.AuditLog;

/**
 * The parts that every connection's pipeline uses. Immutable.
 *
 * @param published the state, its lock, the watches
 * @param batcher where writes go
 * @param reads answers reads
 * @param marks what reads wait for, if they wait
 * @param loader loads what is not in memory
 * @param ensemble changes the members
 * @param statistics counts what was answered
 * @param audit is told who changed what
 */
public record RequestPath(
        Published published,
        WriteBatcher batcher,
        ReadService reads,
        ReadMarks marks,
        ColdLoader loader,
        EnsembleChanger ensemble,
        ServerStatistics statistics,
        AuditLog audit) {

    PublishLock lock() {
        return published.lock();
    }
}
