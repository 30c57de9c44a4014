package io.paddock.cluster.compare;

import io.paddock.cluster.script.Operation;
import io.paddock.cluster.script.Step;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Tells the known differences of ensembles from others. */
final class EnsembleDifferences {
    static final String CONFIG = "/zookeeper/config";

    private static final Pattern PORT = Pattern.compile("(?<=127\\.0\\.0\\.1:)\\d+:\\d+(?=:)");
    private static final Pattern VERSION = Pattern.compile("(?<=%0aversion=)[0-9a-f]+$");
    private static final Pattern PART = Pattern.compile("^\\d+\\.");
    private static final int VERSION_DIGITS_MAX = 16;

    private EnsembleDifferences() {}

    /**
     * Whether both have shown the znode of the configuration, each with its own ports and its own version, and with nothing else in it.
     * ZooKeeper's was written at the start of each server, which its Stat shows by a time of change without a change.
     */
    static boolean isConfigVersion(Difference difference) {
        if (!(difference.step() instanceof Step.Requests requests)
                || requests.operations().stream().noneMatch(EnsembleDifferences::isOfConfig)) {
            return false;
        }
        String left = difference.leftValue();
        String right = difference.rightValue();
        return switch (PART.matcher(difference.field()).replaceFirst("")) {
            case "data" -> left.contains("server.1=") && masked(left).equals(masked(right));
            case "dataLength" -> isLonger(left, right);
            case "mzxid" -> left.equals("0") && right.startsWith(Normalizer.BEFORE);
            case "times" -> left.equals(Normalizer.UNMODIFIED_BUT_LATER) && right.equals(Normalizer.IN_ORDER);
            default -> false;
        };
    }

    private static boolean isOfConfig(Operation operation) {
        return Stream.concat(Stream.of(operation), operation.parts().stream())
                .anyMatch(each -> each.arguments().contains(CONFIG));
    }

    private static String masked(String data) {
        return VERSION.matcher(PORT.matcher(data).replaceAll("PORTS")).replaceFirst("VERSION");
    }

    private static boolean isLonger(String left, String right) {
        int more = Integer.parseInt(right) - Integer.parseInt(left);
        return more > 0 && more < VERSION_DIGITS_MAX;
    }
}
