package io.paddock.cluster.compare;

import java.util.List;

/** The list of all known differences: the data that {@code docs/DIFFERENCES.md} is written from. */
public final class KnownDifferences {
    private static final String INTRODUCTION = """
            # How Paddock differs from ZooKeeper 3.9.5

            Each line was found by the side-by-side comparison (`bin/compare`) and is meant; every other difference is a
            defect. This page is written from the list that the comparison uses, and a test keeps the two equal.

            | name | ZooKeeper 3.9.5 | Paddock | why |
            |---|---|---|---|
            """;

    private KnownDifferences() {}

    /** All of them, in the order of the page. */
    public static List<KnownDifference> all() {
        return List.of();
    }

    /** The text of the page. */
    public static String page() {
        StringBuilder page = new StringBuilder(INTRODUCTION);
        for (KnownDifference each : all()) {
            page.append("| ")
                    .append(String.join(" | ", each.id(), each.zookeeper(), each.paddock(), each.reason()))
                    .append(" |\n");
        }
        return page.toString();
    }
}
