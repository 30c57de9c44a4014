package io.paddock.cluster.compare;

import io.paddock.cluster.script.Names;
import io.paddock.cluster.script.Script;
import io.paddock.cluster.script.Step;
import io.paddock.cluster.time.Deadline;
import io.paddock.cluster.wire.HandshakeReply;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Runs one script against one target. Owned by one thread; used once.
 *
 * <p>A step is over when its requests are answered and then every open connection has answered a ping (in an ensemble a
 * sync): whatever the step caused was sent before that answer, so each event is seen in the step that caused it. After a
 * step that should cause nothing at others only the acting one is asked; should it cause something all the same, that is
 * seen in a later step. Before a session turns to a server of an ensemble, every server has caught up with what was seen so far:
 * a server that lags is allowed to show what is old, and to turn away who has seen more.
 */
public final class ScriptRunner {
    private static final int EXPIRY_TIMEOUT_MS = 1;
    private static final Duration REMINDER_PAUSE = Duration.ofSeconds(2);
    private static final int UNHEARD_STEPS_MAX = 10;

    private final Script script;
    private final String root;
    private final Map<String, ScriptSession> sessions = new TreeMap<>();
    private final Map<Long, String> sessionNames = new HashMap<>();
    private final Map<Long, HandshakeReply> sessionsEver = new TreeMap<>();
    private Target target;
    private int unheardSteps;
    private String place = "before the first step";

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
     * @throws UnfinishedRunException when the script did not get to its end
     */
    public static Transcript run(Target target, Script script, String rootName)
            throws UnfinishedRunException, InterruptedException {
        ScriptRunner runner = new ScriptRunner(target, script, "/" + rootName);
        try (Stage stage = Stage.set(target, runner.root)) {
            Transcript raw = new Transcript(script, runner.runSteps(stage));
            runner.place = "after the last step";
            runner.endSessions();
            return Normalizer.normalize(raw, stage.firstZxid(), runner.sessionNames);
        } catch (IOException | RuntimeException e) {
            throw new UnfinishedRunException(target.name(), runner.place, e);
        } finally {
            runner.sessions.values().forEach(ScriptSession::cut);
        }
    }

    private List<List<Observation>> runSteps(Stage stage) throws IOException, InterruptedException {
        List<List<Observation>> observations = new ArrayList<>();
        for (Step step : script.steps()) {
            place = "at step " + observations.size() + " (" + step.text() + ")";
            if (step.isConnecting()) {
                stage.catchUp();
            }
            observations.add(step instanceof Step.Failover failover ? failOver(failover, stage) : run(step, stage));
            stage.keepAlive();
        }
        if (!observations.isEmpty()) {
            observations.get(observations.size() - 1).addAll(settleAll());
        }
        return observations;
    }

    private List<Observation> run(Step step, Stage stage) throws IOException, InterruptedException {
        ScriptSession actor =
                sessions.computeIfAbsent(step.session(), name -> new ScriptSession(name, root, target.isEnsemble()));
        List<Observation> seen = new ArrayList<>(act(actor, step, stage));
        actor.session().ifPresent(session -> {
            sessionNames.put(session.sessionId(), step.session());
            sessionsEver.put(session.sessionId(), session);
        });
        seen.addAll(step.isFeltByOthers() || unheardSteps == UNHEARD_STEPS_MAX ? settle(actor) : settleAlone(actor));
        if (step instanceof Step.Expire || step instanceof Step.AwaitGone) {
            // Everybody was asked again and again, and what happened may have come between two who were asked.
            seen.sort(Comparator.comparing((Observation each) -> !each.session().equals(step.session()))
                    .thenComparing(Observation::session));
        }
        return seen;
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
                yield reattach(actor, reattach, stage);
            }
            case DROP -> {
                actor.cut();
                yield List.of();
            }
            case EXPIRE -> expire(actor, step.session(), stage);
            case AWAIT_GONE -> {
                String path = new Names(root, 0).actual(((Step.AwaitGone) step).path());
                List<Observation> seen = new ArrayList<>();
                stage.awaitGone(path, () -> seen.addAll(settle(actor)));
                yield seen;
            }
            case REQUESTS -> actor.ask(((Step.Requests) step).operations());
            case FAILOVER -> throw new IllegalArgumentException("expected what a session does but got " + step);
        };
    }

    private List<Observation> reattach(ScriptSession actor, Step.Reattach step, Stage stage)
            throws IOException, InterruptedException {
        List<Observation> seen = actor.reattach(target.server(step.server()), step);
        if (actor.hasLeftConnection()) {
            // The write on the old connection has taken a zxid, or has not.
            stage.takeZxid();
        }
        return seen;
    }

    /**
     * The actor's observations first, then those of the others by name.
     *
     * <p>The actor is asked twice: ZooKeeper may still write the first answer in the same go in which it then closes the
     * connection, but never the second. The others are asked once the actor has its first answer.
     */
    private List<Observation> settle(ScriptSession actor) throws InterruptedException {
        unheardSteps = 0;
        actor.sendBarrier();
        List<Observation> seen = new ArrayList<>(actor.awaitBarrier());
        sessions.values().forEach(ScriptSession::sendBarrier);
        seen.addAll(actor.awaitBarrier());
        for (ScriptSession other : sessions.values()) {
            if (other != actor) {
                seen.addAll(other.awaitBarrier());
            }
        }
        return seen;
    }

    private List<Observation> settleAlone(ScriptSession actor) throws InterruptedException {
        unheardSteps++;
        actor.sendBarrier();
        List<Observation> seen = new ArrayList<>(actor.awaitBarrier());
        actor.sendBarrier();
        seen.addAll(actor.awaitBarrier());
        return seen;
    }

    private List<Observation> settleAll() throws InterruptedException {
        List<Observation> seen = new ArrayList<>();
        sessions.values().forEach(ScriptSession::sendBarrier);
        for (ScriptSession session : sessions.values()) {
            seen.addAll(session.awaitBarrier());
        }
        return seen;
    }

    /** Takes the session up with a short time-out first, so that its expiry is not waited for long. */
    private List<Observation> expire(ScriptSession actor, String name, Stage stage)
            throws IOException, InterruptedException {
        Step.Reattach shorter = new Step.Reattach(name, EXPIRY_TIMEOUT_MS, "seen", Step.Password.GOOD, 0);
        List<Observation> seen = new ArrayList<>(reattach(actor, shorter, stage));
        if (actor.isConnected()) {
            String sign = stage.plantSign(actor, name);
            actor.cut();
            Reminder reminder = new Reminder(actor, shorter);
            stage.awaitGone(sign, () -> {
                reminder.act();
                seen.addAll(settle(actor));
            });
        }
        return seen;
    }

    /*
     * In a ZooKeeper ensemble the server that a session has left may tell the leader once more of the session's last sign of
     * life, with the time-out that it knew: then the leader goes by that one again.
     */
    private final class Reminder {
        private final ScriptSession actor;
        private final Step.Reattach shorter;
        private Deadline next = Deadline.in(REMINDER_PAUSE);

        private Reminder(ScriptSession actor, Step.Reattach shorter) {
            this.actor = actor;
            this.shorter = shorter;
        }

        /** Says again, from time to time, how long the session lives. */
        private void act() throws IOException, InterruptedException {
            if (next.hasPassed()) {
                actor.touch(target.server(0), shorter);
                next = Deadline.in(REMINDER_PAUSE);
            }
        }
    }

    private List<Observation> failOver(Step.Failover failover, Stage stage) throws IOException, InterruptedException {
        if (failover.of() == Step.Failover.Role.LEADER) {
            sessions.values().forEach(ScriptSession::cut);
        }
        target = target.crashes().kill(failover.of(), target);
        stage.moveTo(target);
        return settleAll();
    }

    /** Ends also sessions that the script left behind, so that none expires while a later script runs. */
    private void endSessions() throws IOException, InterruptedException {
        for (ScriptSession session : sessions.values()) {
            session.cut();
        }
        for (HandshakeReply session : sessionsEver.values()) {
            Stage.endSession(target, session);
        }
    }
}
