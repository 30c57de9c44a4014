package io.paddock.cluster.compare;

import io.paddock.cluster.script.Script;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Where two contestants run the same scripts. Owned by one thread.
 *
 * <p>Scripts run below roots of their own on the same servers. After a script that showed a difference the servers may
 * no longer be alike outside that root, so they are renewed before the next one.
 */
public final class Arena {
    private final Contestant left;
    private final Contestant right;
    private final List<KnownDifference> explanations;
    private int runs;
    private boolean isTainted;

    /** Of two contestants, and the differences between them that are meant. */
    public Arena(Contestant left, Contestant right, List<KnownDifference> explanations) {
        this.left = left;
        this.right = right;
        this.explanations = List.copyOf(explanations);
    }

    /**
     * Runs a script on both sides at the same time and compares what they showed.
     *
     * @throws UnfinishedRunException when one side did not get to the end of the script
     */
    public Comparison compare(Script script) throws IOException, InterruptedException {
        if (isTainted) {
            both(
                    () -> {
                        left.renew();
                        return left;
                    },
                    () -> {
                        right.renew();
                        return right;
                    });
        }
        isTainted = true;
        return compareOnce(script, "run" + runs++);
    }

    /** Keeps logs and data of the servers when they are renewed or closed: for a run that did not get to its end. */
    public void keepFiles() {
        left.keepFiles();
        right.keepFiles();
    }

    private Comparison compareOnce(Script script, String root) throws IOException, InterruptedException {
        List<Transcript> transcripts = both(
                () -> ScriptRunner.run(left.target(), script, root),
                () -> ScriptRunner.run(right.target(), script, root));
        Comparison comparison = Comparison.of(transcripts.get(0), transcripts.get(1), explanations);
        isTainted = comparison.unexplained().isPresent();
        return comparison;
    }

    /** Does two things at the same time, the second one in this thread; returns when both have ended. */
    private static <T> List<T> both(Work<T> one, Work<T> other) throws IOException, InterruptedException {
        FutureTask<T> onTheLeft = new FutureTask<>(one::run);
        FutureTask<T> onTheRight = new FutureTask<>(other::run);
        Thread thread = new Thread(onTheLeft, "compare-left");
        thread.start();
        onTheRight.run();
        thread.join();
        return List.of(result(onTheLeft), result(onTheRight));
    }

    /** The smallest script that can be found which shows the same kind of difference. */
    public Script shrink(Script script, Difference difference) throws IOException, InterruptedException {
        Script upToThere = script.withSteps(script.steps().subList(0, difference.stepNumber() + 1));
        boolean isEnough = shows(difference, upToThere);
        return Shrinker.shrink(isEnough ? upToThere : script, smaller -> shows(difference, smaller));
    }

    private boolean shows(Difference difference, Script script) throws IOException, InterruptedException {
        try {
            Optional<Difference> found = compare(script).unexplained();
            return found.filter(each -> each.signature().equals(difference.signature()))
                    .isPresent();
        } catch (UnfinishedRunException failedOtherwise) {
            return false;
        }
    }

    /** Whether one of the contestants has several servers. */
    boolean isOfEnsembles() throws InterruptedException {
        return left.target().isEnsemble() || right.target().isEnsemble();
    }

    private static <T> T result(FutureTask<T> task) throws IOException, InterruptedException {
        try {
            return task.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failure) {
                throw failure;
            }
            throw new CompletionException(e.getCause());
        }
    }

    /** What is done for one side. */
    @FunctionalInterface
    private interface Work<T> {
        T run() throws IOException, InterruptedException;
    }
}
