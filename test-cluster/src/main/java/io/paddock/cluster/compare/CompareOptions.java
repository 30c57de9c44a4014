package io.paddock.cluster.compare;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The options of the command {@code bin/compare}.
 *
 * @param seeds how many scripts
 * @param firstSeed the seed of the first one
 * @param requests the length of each
 * @param failovers how many servers die in each
 * @param script a file with the one script to run instead
 * @param left one side
 * @param right the other
 * @param isShrinking whether the smallest script is looked for that shows a difference found
 */
record CompareOptions(
        int seeds,
        long firstSeed,
        int requests,
        int failovers,
        Optional<Path> script,
        String left,
        String right,
        boolean isShrinking) {
    static final String USAGE = """
        usage: compare [--seeds N] [--first-seed N] [--requests N] [--failovers N] [--script FILE] [--shrink yes|no]
            [--left SIDE] [--right SIDE]
          SIDE is zookeeper or paddock (one server of it is started), zookeeper:3 or paddock:3 (an ensemble is
          started), or host:port[,host:port...] of servers that run. Default: --left zookeeper --right paddock
          --failovers N kills the leader or a follower N times in each script, and starts it again; it needs two ensembles.
          A difference is tried again, and told whether it came again; one that did is shrunk. A script that cannot be run to
          its end is told with the step, and does not stop the others.
        """;

    /**
     * Reads the arguments of the command.
     *
     * @throws IllegalArgumentException saying what is wrong with them
     */
    static CompareOptions parse(String[] arguments) {
        if (arguments.length % 2 != 0) {
            throw new IllegalArgumentException("expected options with a value each");
        }
        Map<String, String> values = new TreeMap<>(Map.of(
                "--seeds",
                "10",
                "--first-seed",
                "1",
                "--requests",
                "200",
                "--failovers",
                "0",
                "--left",
                "zookeeper",
                "--right",
                "paddock",
                "--script",
                "",
                "--shrink",
                "yes"));
        for (int i = 0; i < arguments.length; i += 2) {
            if (values.replace(arguments[i], arguments[i + 1]) == null) {
                throw new IllegalArgumentException("unknown option " + arguments[i]);
            }
        }
        if (Integer.parseInt(values.get("--failovers")) > 0
                && !(isOwnEnsemble(values.get("--left")) && isOwnEnsemble(values.get("--right")))) {
            throw new IllegalArgumentException("expected two ensembles of 3 that are started here for --failovers");
        }
        return new CompareOptions(
                Integer.parseInt(values.get("--seeds")),
                Long.parseLong(values.get("--first-seed")),
                Integer.parseInt(values.get("--requests")),
                Integer.parseInt(values.get("--failovers")),
                Optional.of(values.get("--script"))
                        .filter(name -> !name.isEmpty())
                        .map(Path::of),
                values.get("--left"),
                values.get("--right"),
                values.get("--shrink").equals("yes"));
    }

    /** Whether a side is servers of this process's own that survive the death of one. */
    private static boolean isOwnEnsemble(String side) {
        String[] parts = side.split(":", -1);
        return parts.length == 2 && parts[1].length() == 1 && parts[1].charAt(0) >= '3';
    }
}
