package io.paddock.cluster.compare;

import io.paddock.cluster.script.Operation;
import io.paddock.cluster.script.OperationKind;
import io.paddock.cluster.script.Script;
import io.paddock.cluster.script.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** Makes scripts from seeds: equal seeds give equal scripts. Owned by one thread; for one script. */
public final class ScriptGenerator {
    private static final List<String> SESSIONS = List.of("ann", "bob", "cat", "dan");
    private static final String NOBODY = "all";
    private static final int EXPIRIES_MAX = 1;
    private static final int PIPELINED_MAX = 6;
    private static final int LONG_TIMEOUT_MS = 40_000;
    private static final int ENSEMBLE_TIMEOUT_MS = 400_000;
    private static final int SERVERS_MAX = 3;
    private static final int FOLLOWER = 1;

    /*
     * A hard limit of ZooKeeper does not count what is on its way: what it answers to a pipeline is a matter of luck. So a
     * script has pipelines or quotas.
     */
    private static final int QUOTAS_IN = 4;

    private final Random random;
    private final OperationGenerator operations;
    private final Map<String, Phase> phases = new HashMap<>();
    private final Map<String, Integer> servers = new HashMap<>();
    private final Set<String> opened = new HashSet<>();
    private final List<Step> steps = new ArrayList<>();
    private final boolean hasQuotas;
    private final int longTimeoutMs;

    /*
     * A new leader of ZooKeeper knows sessions by the time-out with which they were made, and would end at once one that was
     * made with a short one.
     */
    private final boolean keepsFirstTimeout;

    private int requests;
    private int expiries;

    private ScriptGenerator(long seed, ScriptShape shape) {
        this.random = new Random(seed);
        this.hasQuotas = random.nextInt(QUOTAS_IN) == 0;
        this.longTimeoutMs = shape.isForEnsemble() ? ENSEMBLE_TIMEOUT_MS : LONG_TIMEOUT_MS;
        this.keepsFirstTimeout = shape.failovers() > 0;
        this.operations = new OperationGenerator(random, shape.isForEnsemble());
    }

    /** The script of a seed. */
    public static Script generate(long seed, ScriptShape shape) {
        ScriptGenerator generator = new ScriptGenerator(seed, shape);
        int failed = 0;
        while (generator.requests < shape.requests()) {
            if (failed < shape.failovers()
                    && generator.requests >= shape.requests() * (failed + 1) / (shape.failovers() + 1)) {
                generator.failOver();
                failed++;
            }
            generator.addStep();
        }
        return new Script("seed " + seed, generator.steps);
    }

    private void failOver() {
        boolean isLeader = random.nextBoolean();
        steps.add(new Step.Failover(NOBODY, isLeader ? Step.Failover.Role.LEADER : Step.Failover.Role.FOLLOWER));
        phases.replaceAll((session, phase) ->
                phase == Phase.CONNECTED && (isLeader || servers.get(session) == FOLLOWER) ? Phase.DROPPED : phase);
    }

    private void addStep() {
        String session = SESSIONS.get(random.nextInt(SESSIONS.size()));
        switch (phases.getOrDefault(session, Phase.CLOSED)) {
            case CLOSED -> {
                if (random.nextInt(3) == 0 || phases.isEmpty()) {
                    open(session);
                } else if (opened.contains(session) && random.nextInt(4) == 0) {
                    reattach(session, Step.Password.GOOD, "seen", Phase.CLOSED);
                }
            }
            case DROPPED -> {
                if (random.nextInt(2) == 0) {
                    reattach(session);
                }
            }
            case CONNECTED -> useOrLeave(session);
        }
    }

    private void open(String session) {
        boolean isOdd = random.nextInt(4) == 0 && !keepsFirstTimeout;
        int timeoutMs = isOdd ? oddTimeout() : longTimeoutMs;
        Step.ReadOnly[] values = Step.ReadOnly.values();
        int server = random.nextInt(SERVERS_MAX);
        opened.add(session);
        servers.put(session, server);
        add(new Step.Open(session, timeoutMs, values[random.nextInt(values.length)], server), Phase.CONNECTED);
        lengthen(session, isOdd);
    }

    /** A session whose time-out is short would not outlive a moment in which this machine stands still. */
    private void lengthen(String session, boolean isOdd) {
        if (isOdd) {
            int server = random.nextInt(SERVERS_MAX);
            servers.put(session, server);
            add(new Step.Reattach(session, longTimeoutMs, "seen", Step.Password.GOOD, server), Phase.CONNECTED);
        }
    }

    private int oddTimeout() {
        return Vocabulary.ODD_TIMEOUTS.get(random.nextInt(Vocabulary.ODD_TIMEOUTS.size()));
    }

    private void useOrLeave(String session) {
        switch (random.nextInt(60)) {
            case 0 -> add(request(session, operations.closeSession()), Phase.CLOSED);
            case 1, 2 -> add(new Step.Drop(session), Phase.DROPPED);
            case 3 -> add(request(session, operations.odd()), random.nextBoolean() ? Phase.DROPPED : Phase.CONNECTED);
            case 4 -> reattach(session);
            case 5 -> expire(session);
            case 6, 7, 8, 9, 10, 11 -> {
                if (hasQuotas) {
                    quota(session);
                } else {
                    pipeline(session);
                }
            }
            default -> add(request(session, operations.next()), Phase.CONNECTED);
        }
    }

    private void pipeline(String session) {
        List<Operation> several = new ArrayList<>();
        int count = 2 + random.nextInt(PIPELINED_MAX - 1);
        for (int i = 0; i < count; i++) {
            Operation operation = operations.nextInPipeline();
            several.add(operation);
            if (operation.kind() == OperationKind.SET_ACL) {
                // What comes after it is asked the old list by ZooKeeper, or the new one: a matter of luck too.
                break;
            }
        }
        boolean isLast = random.nextInt(20) == 0;
        if (isLast) {
            several.set(several.size() - 1, operations.closeSession());
        }
        requests += several.size() - 1;
        add(new Step.Requests(session, several), isLast ? Phase.CLOSED : Phase.CONNECTED);
    }

    private void quota(String session) {
        if (random.nextInt(QUOTAS_IN) == 0) {
            operations.quota().forEach(each -> add(request(session, each), Phase.CONNECTED));
        }
    }

    private void expire(String session) {
        if (expiries < EXPIRIES_MAX && random.nextInt(4) == 0) {
            expiries++;
            add(new Step.Expire(session), Phase.DROPPED);
        }
    }

    private void reattach(String session) {
        switch (random.nextInt(10)) {
            case 0 -> reattach(session, Step.Password.GOOD, "ahead", Phase.DROPPED);
            case 1 -> {
                Step.Password[] values = Step.Password.values();
                reattach(session, values[1 + random.nextInt(values.length - 1)], zxid(), Phase.DROPPED);
            }
            default -> {
                reattach(session, Step.Password.GOOD, zxid(), Phase.CONNECTED);
                if (random.nextInt(4) != 0) {
                    add(request(session, operations.setWatches()), Phase.CONNECTED);
                }
            }
        }
    }

    private String zxid() {
        return random.nextBoolean() ? "seen" : "0";
    }

    private void reattach(String session, Step.Password password, String zxid, Phase next) {
        boolean isOdd = next == Phase.CONNECTED && random.nextInt(8) == 0;
        int server = random.nextInt(SERVERS_MAX);
        servers.put(session, server);
        add(new Step.Reattach(session, isOdd ? oddTimeout() : longTimeoutMs, zxid, password, server), next);
        lengthen(session, isOdd);
    }

    private static Step request(String session, Operation operation) {
        return new Step.Requests(session, List.of(operation));
    }

    private void add(Step step, Phase next) {
        steps.add(step);
        requests++;
        phases.put(step.session(), next);
    }

    private enum Phase {
        CLOSED,
        CONNECTED,
        DROPPED
    }
}
