package io.paddock.cluster.compare;

import io.paddock.cluster.script.Quoting;
import io.paddock.cluster.script.Step;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The list of all known differences: the data that {@code docs/DIFFERENCES.md} is written from. */
public final class KnownDifferences {
    private static final String INTRODUCTION = """
        # How Paddock differs from ZooKeeper 3.9.5

        Each line was found by the side-by-side comparison (`bin/compare`), or by tests that run against both, and is
        meant; every other difference is a defect. This page is written from the list that the comparison uses, and a test keeps the two equal.

        | name | ZooKeeper 3.9.5 | Paddock | why |
        |---|---|---|---|
        """;

    /** What a decoder of UTF-8 makes of two surrogates of three bytes each. */
    private static final String TWO_UNREADABLE = new String(
            new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80, (byte) 0xed, (byte) 0xb0, (byte) 0x80},
            StandardCharsets.UTF_8);

    private KnownDifferences() {}

    /** All of them, in the order of the page. */
    public static List<KnownDifference> all() {
        return List.of(
                new KnownDifference(
                        "wrong-password",
                        "a handshake with a session's number and a wrong password closes the session's connection",
                        "the handshake is refused, and the connection stays",
                        "who does not know the password is not to disturb who does",
                        KnownDifferences::isWrongPassword),
                new KnownDifference(
                        "supplementary-characters",
                        "characters beyond U+FFFF are sent as two surrogates of three bytes each",
                        "they are sent in UTF-8",
                        "no client's decoder reads the former; no path can hold them, identities can",
                        KnownDifferences::isSupplementary),
                notCompared(
                        "internal-requests",
                        "deleteContainer and createSession are taken from clients too, the former with no ACL asked",
                        "Unimplemented, and the connection is closed",
                        "they are messages between servers; the former lets everybody delete"),
                notCompared(
                        "quota-in-flight",
                        "a hard limit does not count writes that are still on their way",
                        "it counts every write",
                        "a limit that a pipeline passes is none"),
                notCompared(
                        "negative-ttl",
                        "createTTL with flags of no TTL and a negative time is taken, and stops the server",
                        "BadArguments",
                        "no request may stop a server"),
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
                        "the configuration says the new address, the server listens where its zoo.cfg says, after a"
                                + " restart too",
                        "what a machine listens on is its operator's to decide"),
                notCompared(
                        "removed-clients",
                        "a removed server goes on serving its clients until it is stopped",
                        "it closes their connections, and serves nobody",
                        "Raft sends it nothing any more: it could only serve what is old"),
                notCompared(
                        "read-only-sessions",
                        "new sessions on a read-only server need localSessionsEnabled, and outlive their connection"
                                + " there",
                        "they need no setting, and end with their connection",
                        "clients ask for a new session on a read-only server anyway"));
    }

    private static boolean isWrongPassword(Difference difference) {
        return difference.step() instanceof Step.Reattach reattach
                && reattach.password() != Step.Password.GOOD
                && isSeen(difference.left(), ScriptSession.OLD_CLOSED)
                && isSeen(difference.right(), ScriptSession.OLD_OPEN);
    }

    private static boolean isSeen(Optional<Observation> observation, String what) {
        return observation.filter(each -> each.what().equals(what)).isPresent();
    }

    private static boolean isSupplementary(Difference difference) {
        String right = Quoting.unquoted(difference.rightValue());
        String asSurrogates = right.codePoints()
                .mapToObj(each -> Character.isSupplementaryCodePoint(each) ? TWO_UNREADABLE : Character.toString(each))
                .collect(Collectors.joining());
        return !asSurrogates.equals(right)
                && Quoting.unquoted(difference.leftValue()).equals(asSurrogates);
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
