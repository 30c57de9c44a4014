package io.paddock.cluster.compare;

import io.paddock.cluster.script.Operation;
import io.paddock.cluster.script.OperationKind;
import io.paddock.cluster.script.Script;
import io.paddock.cluster.script.Step;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Makes a script smaller as long as it still fails. Owned by one thread. */
final class Shrinker {
    private final Failing failing;

    private Shrinker(Failing failing) {
        this.failing = failing;
    }

    /** A script from which no step, no request of a step and no part of a multi can be left out any more. */
    static Script shrink(Script script, Failing failing) throws IOException, InterruptedException {
        Shrinker shrinker = new Shrinker(failing);
        Script smaller = shrinker.withoutSteps(script);
        Script smallest = shrinker.withoutOperations(smaller);
        return smallest.equals(smaller) ? smallest : shrinker.withoutSteps(smallest);
    }

    /** Leaves out ever smaller runs of steps, the last ones first: they are the likeliest not to matter. */
    private Script withoutSteps(Script script) throws IOException, InterruptedException {
        Script best = script;
        for (int size = Math.max(1, best.steps().size() / 2); size >= 1; size /= 2) {
            int end = best.steps().size();
            while (end > 0) {
                int start = Math.max(0, end - size);
                Script candidate = best.withSteps(without(best.steps(), start, end));
                if (failing.stillFails(candidate)) {
                    best = candidate;
                }
                end = start;
            }
        }
        return best;
    }

    private Script withoutOperations(Script script) throws IOException, InterruptedException {
        Script best = script;
        for (int at = 0; at < best.steps().size(); at++) {
            boolean isSmaller = true;
            while (isSmaller) {
                isSmaller = false;
                for (Step candidate : smaller(best.steps().get(at))) {
                    List<Step> steps = new ArrayList<>(best.steps());
                    steps.set(at, candidate);
                    if (failing.stillFails(best.withSteps(steps))) {
                        best = best.withSteps(steps);
                        isSmaller = true;
                        break;
                    }
                }
            }
        }
        return best;
    }

    private static List<Step> smaller(Step step) {
        List<Step> candidates = new ArrayList<>();
        if (step instanceof Step.Requests requests) {
            List<Operation> operations = requests.operations();
            for (int i = 0; i < operations.size(); i++) {
                if (operations.size() > 1) {
                    candidates.add(new Step.Requests(step.session(), without(operations, i, i + 1)));
                }
                Operation operation = operations.get(i);
                for (Operation smaller : smaller(operation)) {
                    List<Operation> changed = new ArrayList<>(operations);
                    changed.set(i, smaller);
                    candidates.add(new Step.Requests(step.session(), changed));
                }
            }
        }
        return candidates;
    }

    private static List<Operation> smaller(Operation operation) {
        if (operation.kind() == OperationKind.CUT) {
            return operation.parts();
        }
        List<Operation> candidates = new ArrayList<>();
        for (int part = 0; part < operation.parts().size(); part++) {
            candidates.add(Operation.multi(operation.kind(), without(operation.parts(), part, part + 1)));
        }
        return candidates;
    }

    private static <T> List<T> without(List<T> list, int start, int end) {
        List<T> rest = new ArrayList<>(list.subList(0, start));
        rest.addAll(list.subList(end, list.size()));
        return rest;
    }

    /** What a smaller script must still do. */
    @FunctionalInterface
    interface Failing {
        /** Whether it does. */
        boolean stillFails(Script script) throws IOException, InterruptedException;
    }
}
