package io.paddock.cluster.compare;

import java.util.List;

/** The list of all known differences: the data that {@code docs/DIFFERENCES.md} is written from. */
public final class KnownDifferences {
    private static final String INTRODUCTION = """
            # How Paddock differs from ZooKeeper 3.9.5

            Each line was found by the side-by-side comparison (`bin/compare`), or by tests that run against both, and is
            meant; every other difference is a defect. This page is written from the list that the comparison uses, and a test keeps the two equal.

            | name | ZooKeeper 3.9.5 | Paddock | why |
            |---|---|---|---|
            """;

    private KnownDifferences() {}

    /** All of them, in the order of the page. */
    public static List<KnownDifference> all() {
        return List.of(
                notCompared(
                        "join-silent",
                        "a server that is not up can join, if the quorum holds without it",
                        "NewConfigNoQuorum: a server that joins must be up",
                        "Raft brings a server up to date before it becomes a member"),
                notCompared(
                        "move-member",
                        "a reconfig may change the host and ports of a member",
                        "BadArguments; remove the server, then add it at its new address",
                        "Raft knows members by their ids; two steps are safe at every moment"),
                notCompared(
                        "client-port-rebind",
                        "a server listens on the client address that a reconfig gives it",
                        "the configuration says the new address, the server listens where its zoo.cfg says, after a restart too",
                        "what a machine listens on is its operator's to decide"),
                notCompared(
                        "removed-clients",
                        "a removed server goes on serving its clients until it is stopped",
                        "it closes their connections, and serves nobody",
                        "Raft sends it nothing any more: it could only serve what is old"),
                notCompared(
                        "read-only-sessions",
                        "new sessions on a read-only server need localSessionsEnabled, and outlive their connection there",
                        "they need no setting, and end with their connection",
                        "clients ask for a new session on a read-only server anyway"),
                notCompared(
                        "read-only-order",
                        "on a read-only server the refusal of a write may overtake the replies to the requests before it",
                        "it comes at its place",
                        "clients close a connection on which replies come out of order"));
    }

    /** One that no script of the comparison can show: it takes servers that come and go. */
    private static KnownDifference notCompared(String id, String zookeeper, String paddock, String reason) {
        return new KnownDifference(id, zookeeper, paddock, reason, difference -> false);
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
