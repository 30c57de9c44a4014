package io.paddock.cluster.compare;

import io.paddock.cluster.script.Operation;
import io.paddock.cluster.script.Script;
import io.paddock.cluster.script.Step;
import io.paddock.cluster.script.Value;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Makes what one server showed comparable with what another one did: zxids become ranks, session numbers become names,
 * times become what they say about each other. Owned by one thread; for one transcript.
 */
final class Normalizer {
    /*
     * The rank keeps exactly what a client may rely on: which zxids are equal and which is higher. Zxids of 0 and below
     * have meanings of their own and stay. Those from before the run are counted backwards from its beginning, so that an
     * ensemble that has written something when it came up does not shift the ranks of all that comes later.
     *
     * Events of one change that removes all ephemerals of a session come in the order of a hash set in ZooKeeper, so
     * those are sorted. All other events stay in the order of arrival.
     */
    /** What the rank of a zxid from before the run begins with. */
    static final String BEFORE = "before-";

    /** What the times of a node say whose time of change is later than that of its making, but not its zxid. */
    static final String UNMODIFIED_BUT_LATER = "wrong:differ-though-unmodified";

    /** What the times of a changed node say. */
    static final String IN_ORDER = "inOrder";

    private final List<Long> zxids;
    private final int zxidsBefore;
    private final Map<Long, String> sessions;

    private Normalizer(List<Long> zxids, int zxidsBefore, Map<Long, String> sessions) {
        this.zxids = zxids;
        this.zxidsBefore = zxidsBefore;
        this.sessions = sessions;
    }

    /**
     * The transcript in comparable form.
     *
     * @param firstZxid the zxid with which the run began
     * @param sessions the names of all session numbers of the run
     */
    static Transcript normalize(Transcript raw, long firstZxid, Map<Long, String> sessions) {
        TreeSet<Long> zxids = new TreeSet<>();
        raw.observations().stream()
                .flatMap(List::stream)
                .flatMap(each -> each.values().stream())
                .filter(value -> value.type() == Value.Type.ZXID)
                .map(value -> Long.parseLong(value.text()))
                .filter(zxid -> zxid > 0)
                .forEach(zxids::add);
        Normalizer normalizer =
                new Normalizer(List.copyOf(zxids), zxids.headSet(firstZxid).size(), Map.copyOf(sessions));
        Script script = raw.script();
        List<List<Observation>> steps = new ArrayList<>();
        for (int i = 0; i < raw.observations().size(); i++) {
            List<Observation> step = raw.observations().get(i);
            steps.add(normalizer.step(endsASession(script.steps().get(i)) ? sortedEvents(step) : step));
        }
        return new Transcript(script, steps);
    }

    private static boolean endsASession(Step step) {
        return step instanceof Step.Expire
                || (step instanceof Step.Requests requests
                        && requests.operations().stream().anyMatch(Operation::endsSession));
    }

    private static List<Observation> sortedEvents(List<Observation> step) {
        List<Observation> sorted = new ArrayList<>();
        List<Observation> run = new ArrayList<>();
        for (Observation each : step) {
            if (!run.isEmpty() && !isSameChange(run.get(0), each)) {
                drain(run, sorted);
            }
            run.add(each);
        }
        drain(run, sorted);
        return sorted;
    }

    private static boolean isSameChange(Observation first, Observation next) {
        return first.what().equals(Observation.EVENT)
                && next.what().equals(Observation.EVENT)
                && first.session().equals(next.session())
                && first.value("zxid").equals(next.value("zxid"));
    }

    private static void drain(List<Observation> run, List<Observation> sorted) {
        run.sort(Comparator.comparing(Observation::text));
        sorted.addAll(run);
        run.clear();
    }

    private List<Observation> step(List<Observation> step) {
        return step.stream()
                .map(each -> new Observation(each.session(), each.what(), values(each.values())))
                .toList();
    }

    private List<Value> values(List<Value> values) {
        List<Value> normal = new ArrayList<>();
        for (Value value : values) {
            switch (value.type()) {
                case PLAIN -> normal.add(value);
                case ZXID -> normal.add(Value.plain(value.name(), rank(Long.parseLong(value.text()))));
                case SESSION -> normal.add(Value.plain(value.name(), session(Long.parseLong(value.text()))));
                case TIME -> {
                    if (value.name().endsWith("mtime")) {
                        String prefix = value.name().substring(0, value.name().length() - "mtime".length());
                        normal.add(Value.plain(prefix + "times", times(prefix, values)));
                    }
                }
            }
        }
        return normal;
    }

    private String rank(long zxid) {
        if (zxid <= 0) {
            return Long.toString(zxid);
        }
        int place = zxids.indexOf(zxid) - zxidsBefore;
        return place < 0 ? BEFORE + -place : "#" + (place + 1);
    }

    private String session(long id) {
        return id == 0 ? "none" : sessions.getOrDefault(id, "unknown");
    }

    private static String times(String prefix, List<Value> values) {
        long created = number(prefix + "ctime", values);
        long modified = number(prefix + "mtime", values);
        boolean isUnmodified = number(prefix + "czxid", values) == number(prefix + "mzxid", values);
        if (created == 0 && modified == 0) {
            return "zero";
        }
        if (isUnmodified) {
            return created == modified ? "equal" : UNMODIFIED_BUT_LATER;
        }
        return created <= modified ? IN_ORDER : "wrong:modified-before-created";
    }

    private static long number(String name, List<Value> values) {
        return values.stream()
                .filter(value -> value.name().equals(name))
                .mapToLong(value -> Long.parseLong(value.text()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("expected " + name + " among " + values));
    }
}
