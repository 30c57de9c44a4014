package io.paddock.cluster.compare;

import io.paddock.cluster.script.Script;
import io.paddock.cluster.script.Step;
import io.paddock.cluster.wire.HandshakeReply;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Runs one script against one target. Owned by one thread; used once.
 *
 * <p>A step is over when its requests are answered and then every open connection has answered a ping (in an ensemble a
 * sync): whatever the step caused was sent before that answer, so each event is seen in the step that caused it.
 */
public final class ScriptRunner {
    private final Target target;
    private final Script script;
    private final String root;
    private final Map<String, ScriptSession> sessions = new TreeMap<>();
    private final Map<Long, String> sessionNames = new HashMap<>();

    private ScriptRunner(Target target, Script script, String root) {
        this.target = target;
        this.script = script;
        this.root = root;
    }

    /**
     * Runs the script below a root of its own, which is made before and removed after, and gives what was seen in
     * comparable form.
     *
     * @param rootName the name of the root; the same for all targets that are to be compared
     * @throws IOException when the target cannot be reached at all
     */
    public static Transcript run(Target target, Script script, String rootName)
            throws IOException, InterruptedException {
        ScriptRunner runner = new ScriptRunner(target, script, "/" + rootName);
        try (Stage stage = Stage.set(target, runner.root)) {
            Transcript raw = new Transcript(script, runner.runSteps(stage));
            runner.endSessions();
            return Normalizer.normalize(raw, runner.sessionNames);
        } finally {
            runner.sessions.values().forEach(ScriptSession::cut);
        }
    }

    private List<List<Observation>> runSteps(Stage stage) throws IOException, InterruptedException {
        List<List<Observation>> observations = new ArrayList<>();
        for (Step step : script.steps()) {
            ScriptSession actor = sessions.computeIfAbsent(
                    step.session(), name -> new ScriptSession(name, root, target.isEnsemble()));
            List<Observation> seen = new ArrayList<>(act(actor, step, stage));
            actor.session().map(HandshakeReply::sessionId).ifPresent(id -> sessionNames.put(id, step.session()));
            seen.addAll(settle(actor));
            stage.keepAlive();
            observations.add(seen);
        }
        return observations;
    }

    private List<Observation> act(ScriptSession actor, Step step, Stage stage)
            throws IOException, InterruptedException {
        return switch (step.kind()) {
            case OPEN -> {
                Step.Open open = (Step.Open) step;
                yield actor.open(target.server(open.server()), open);
            }
            case REATTACH -> {
                Step.Reattach reattach = (Step.Reattach) step;
                yield actor.reattach(target.server(reattach.server()), reattach);
            }
            case DROP -> {
                actor.cut();
                yield List.of();
            }
            case EXPIRE -> expire(actor, step.session(), stage);
            case REQUESTS -> actor.ask(((Step.Requests) step).operations());
        };
    }

    /** The actor's observations first, then those of the others by name. */
    private List<Observation> settle(ScriptSession actor) throws InterruptedException {
        actor.sendBarrier();
        List<Observation> seen = new ArrayList<>(actor.awaitBarrier());
        sessions.values().stream().filter(other -> other != actor).forEach(ScriptSession::sendBarrier);
        for (ScriptSession other : sessions.values()) {
            if (other != actor) {
                seen.addAll(other.awaitBarrier());
            }
        }
        return seen;
    }

    private List<Observation> expire(ScriptSession actor, String name, Stage stage)
            throws IOException, InterruptedException {
        Optional<HandshakeReply> session = actor.session();
        if (!actor.isConnected() || session.isEmpty()) {
            return List.of(new Observation(name, "skipped", List.of()));
        }
        String sign = stage.plantSign(actor, name);
        actor.cut();
        List<Observation> seen = new ArrayList<>();
        stage.awaitSignGone(sign, () -> seen.addAll(settle(actor)));
        return seen;
    }

    private void endSessions() throws IOException, InterruptedException {
        for (ScriptSession session : sessions.values()) {
            if (!session.isConnected()) {
                session.reattach(target.server(0), new Step.Reattach("", Stage.TIMEOUT_MS, "0", true, 0));
            }
            session.ask(List.of(Stage.CLOSE_SESSION));
        }
    }
}
