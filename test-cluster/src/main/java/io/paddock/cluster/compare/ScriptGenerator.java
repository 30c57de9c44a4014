package io.paddock.cluster.compare;

import io.paddock.cluster.script.Operation;
import io.paddock.cluster.script.OperationKind;
import io.paddock.cluster.script.Script;
import io.paddock.cluster.script.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Makes scripts from seeds: equal seeds give equal scripts. Owned by one thread; for one script. */
public final class ScriptGenerator {
    private static final List<String> SESSIONS = List.of("ann", "bob", "cat", "dan");
    private static final int EXPIRIES_MAX = 1;
    private static final int PIPELINED_MAX = 6;
    private static final int LONG_TIMEOUT_MS = 40_000;
    private static final int SERVERS_MAX = 3;

    private final Random random;
    private final OperationGenerator operations;
    private final Map<String, Phase> phases = new HashMap<>();
    private final List<Step> steps = new ArrayList<>();
    private int requests;
    private int expiries;

    private ScriptGenerator(long seed) {
        this.random = new Random(seed);
        this.operations = new OperationGenerator(random);
    }

    /** The script of a seed, with at least so many requests. */
    public static Script generate(long seed, int requestCount) {
        ScriptGenerator generator = new ScriptGenerator(seed);
        while (generator.requests < requestCount) {
            generator.addStep();
        }
        return new Script("seed " + seed, generator.steps);
    }

    private void addStep() {
        String session = SESSIONS.get(random.nextInt(SESSIONS.size()));
        switch (phases.getOrDefault(session, Phase.CLOSED)) {
            case CLOSED -> {
                if (random.nextInt(3) == 0 || phases.isEmpty()) {
                    open(session);
                }
            }
            case DROPPED -> {
                if (random.nextInt(3) == 0) {
                    reattach(session);
                }
            }
            case CONNECTED -> useOrLeave(session);
        }
    }

    private void open(String session) {
        int timeoutMs = random.nextInt(4) == 0 ? Integer.MAX_VALUE : LONG_TIMEOUT_MS;
        Step.ReadOnly[] values = Step.ReadOnly.values();
        add(
                new Step.Open(session, timeoutMs, values[random.nextInt(values.length)], random.nextInt(SERVERS_MAX)),
                Phase.CONNECTED);
    }

    private void useOrLeave(String session) {
        switch (random.nextInt(60)) {
            case 0 -> add(request(session, Operation.of(OperationKind.CLOSE_SESSION)), Phase.CLOSED);
            case 1, 2 -> add(new Step.Drop(session), Phase.DROPPED);
            case 3 -> add(request(session, operations.odd()), Phase.CONNECTED);
            case 4 -> reattach(session);
            case 5 -> expire(session);
            case 6, 7, 8, 9, 10, 11 -> pipeline(session);
            default -> add(request(session, operations.next()), Phase.CONNECTED);
        }
    }

    private void pipeline(String session) {
        List<Operation> several = new ArrayList<>();
        int count = 2 + random.nextInt(PIPELINED_MAX - 1);
        for (int i = 0; i < count; i++) {
            several.add(operations.nextInPipeline());
        }
        requests += count - 1;
        add(new Step.Requests(session, several), Phase.CONNECTED);
    }

    private void expire(String session) {
        if (expiries < EXPIRIES_MAX && random.nextInt(4) == 0) {
            expiries++;
            add(new Step.Expire(session), Phase.DROPPED);
        }
    }

    private void reattach(String session) {
        String zxid = random.nextInt(10) == 0 ? "ahead" : random.nextBoolean() ? "seen" : "0";
        boolean hasPassword = random.nextInt(10) != 0;
        add(
                new Step.Reattach(session, LONG_TIMEOUT_MS, zxid, hasPassword, random.nextInt(SERVERS_MAX)),
                Phase.CONNECTED);
        if (random.nextInt(4) != 0) {
            add(request(session, operations.setWatches()), Phase.CONNECTED);
        }
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
