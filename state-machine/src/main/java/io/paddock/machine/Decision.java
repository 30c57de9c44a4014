package io.paddock.machine;

import io.paddock.command.Batch;
import io.paddock.command.Request;
import io.paddock.outcome.Outcome;
import io.paddock.quota.QuotaExcess;
import java.util.List;

/**
 * What an entry will change and answer: made by {@link CoordinationMachine#decide}, handed back step by step to
 * {@link CoordinationMachine#publish}.
 *
 * @param batches one for each batch of the entry, in order
 * @param excesses what went beyond a limit of a quota, the last for each limit
 */
public record Decision(List<DecidedBatch> batches, List<QuotaExcess> excesses) {

    /** Whether a batch is applied. */
    public enum Verdict {
        /** It is the next one of its server. */
        APPLIED,
        /** It was applied before: nothing happens. */
        DUPLICATE,
        /** One before it is missing: nothing happens, its server must send again. */
        GAP,
        /** Its server has started anew since: nothing happens. */
        OUTDATED
    }

    /** A batch and what becomes of it; no steps unless applied. */
    public record DecidedBatch(Batch batch, Verdict verdict, List<Step> steps) {}

    /**
     * One request, what it answers, and what it changes.
     *
     * @param effects known to the machine only
     */
    public record Step(Request request, Outcome outcome, Effects effects) {}

    /** What a step changes. */
    public interface Effects {}
}
