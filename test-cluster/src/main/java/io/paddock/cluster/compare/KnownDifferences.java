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

            Each line was found by the side-by-side comparison (`bin/compare`), by tests that run against both, or by reading both, and is
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
                        "reconfig-at-once",
                        "a reconfig that comes while another one is under way gets ReconfigInProgress",
                        "only when it comes by another server; at the same server it waits for the first, and is judged by"
                                + " what that one made",
                        "one after the other is what both clients want"),
                notCompared(
                        "reconfig-without-end",
                        "a reconfig by a follower is answered when it is committed, however long that takes",
                        "after two minutes of changing leaders the connection is closed; the change may still be made",
                        "a client must hear something; /zookeeper/config says what came of it"),
                notCompared(
                        "addauth-x509",
                        "addauth with the scheme x509 over a connection with a certificate is taken",
                        "AuthFailed: the certificate has counted since the handshake",
                        "no client sends it, and it would add nothing"),
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
                        "clients ask for a new session on a read-only server anyway"),
                notCompared(
                        "read-only-order",
                        "on a read-only server the refusal of a write may overtake the replies to the requests before it",
                        "it comes at its place",
                        "clients close a connection on which replies come out of order"),
                new KnownDifference(
                        "config-version",
                        "a new ensemble's configuration has version 0, and its znode no zxid",
                        "both are the zxid of the transaction that wrote it down",
                        "the log is where everything comes from",
                        EnsembleDifferences::isConfigVersion),
                notCompared(
                        "internal-requests",
                        "deleteContainer and createSession are carried out for any client",
                        "Unimplemented, and the end of the connection",
                        "with the first anybody could delete what no ACL lets him"),
                notCompared(
                        "moved-close",
                        "closeSession over a connection that the session has left ends the session",
                        "that connection ends, the session lives on",
                        "its client has gone on over another connection"),
                notCompared(
                        "moved-connection",
                        "a connection that its session has left stands until a write comes over it, which takes a zxid",
                        "it ends when the session is taken up elsewhere",
                        "nobody is there any more"),
                notCompared(
                        "agreed-timeout",
                        "a new leader goes by the time-out with which a session was made",
                        "by the one that was agreed on last",
                        "that is what the client goes by"),
                notCompared(
                        "malformed-write",
                        "in an ensemble a truncated write, and a multi that creates something with an ACL of null, is never"
                                + " answered, nor any write after it",
                        "MarshallingError, as from a server that stands alone",
                        "no request may stop an ensemble"),
                notCompared(
                        "config-text",
                        "what a super user writes into /zookeeper/config is gone from each server when it joins a leader anew",
                        "from all servers at once, when another one leads",
                        "servers do not differ"),
                notCompared(
                        "acl-under-way",
                        "a write that comes while a setACL is on its way is asked the list before it",
                        "the list that the setACL gave",
                        "requests take effect in the order in which they came"),
                notCompared(
                        "quota-exact",
                        "a hard limit is compared with what was counted before the multi, or the requests under way,"
                                + " began",
                        "with what all before came to, parts of the same multi included",
                        "a limit that does not hold is none"),
                notCompared(
                        "quota-text",
                        "with enforceQuota, a limit that is no number makes every write below it fail with"
                                + " MarshallingError",
                        "it is passed over, numbers beside it hold",
                        "who may write below /zookeeper/quota must not be able to stop others"),
                notCompared(
                        "multi-parts",
                        "a multi has as many parts as fit into a request",
                        "100,000 at most, else MarshallingError",
                        "all of it is decided at once, in memory, on every server"),
                notCompared(
                        "many-identities",
                        "a connection may have proven to be as many as it likes",
                        "some 600, or 32,768 characters of names; then AuthFailed, and the connection ends",
                        "they go along with each of its writes, into the log of every server"),
                notCompared(
                        "slow-client",
                        "what a client does not read waits for it without bound",
                        "64 MB (paddock.outboxBytesMax), then the connection ends",
                        "one client must not use up the memory of all"),
                notCompared(
                        "files",
                        "zkSnapShotToolkit, zkTxnLogToolkit and zkCleanup work on the files of a server",
                        "the files are Raft's log and RocksDB's",
                        "bin/shell.sh export keeps what clients see, and apply puts it back"),
                notCompared(
                        "sync",
                        "is answered by the leader from memory",
                        "goes through the log",
                        "also true through a leader that was deposed while it slept"),
                notCompared(
                        "features",
                        "/zookeeper/paddock is any znode",
                        "answers reads with what the server can do while no such znode exists; listed nowhere",
                        "a client finds out what it may rely on"),
                notCompared(
                        "own-words",
                        "there are no words dgst and raft",
                        "they tell digests of the state and what Raft says",
                        "two servers can be compared, a follower's lag seen"),
                notCompared(
                        "hash",
                        "lists the digests of the last zxids, every 128th",
                        "one line: the state as it is now",
                        "every server keeps it for each entry, see dgst"),
                notCompared(
                        "mntr-keys",
                        "has keys for each of its queues and stages, too",
                        "has those that mean something here, and raft_*",
                        "[METRICS](METRICS.md) names each key left out, and why"),
                notCompared(
                        "settings",
                        "every setting tunes something",
                        "[SETTINGS](SETTINGS.md) names each that has no effect, and why",
                        "what they tune does not exist"),
                notCompared(
                        "refused-settings",
                        "group.N, weight.N, several addresses in a server.N line, ssl.crl, ssl.ocsp,"
                                + " ssl.context.supplier.class, ssl.clientHostnameVerification, quorum.auth.*",
                        "the server does not start, and names the line",
                        "who wants them must not go without them unknowingly"),
                notCompared("kerberos", "SASL with GSSAPI", "DIGEST-MD5 only", "Kerberos is not built"),
                notCompared(
                        "acl-schemes",
                        "sasl is a scheme of ACLs with an authProvider.N line only",
                        "also when there are users in a JAAS file",
                        "who can prove something can be named"),
                notCompared(
                        "key-reload",
                        "client.certReload and sslQuorumReloadCertFiles read keys again",
                        "keys are read at the start only",
                        "not built"),
                notCompared(
                        "admin-server",
                        "an HTTP server on port 8080, JMX, metricsProvider",
                        "the words, mntr among them",
                        "one way of asking, on the port there is"),
                notCompared(
                        "audit",
                        "audit.impl.class names a class that writes the audit log",
                        "Log4j writes it, logger io.paddock.audit; tabs and line ends in a path are blanks",
                        "a path cannot forge a line"),
                notCompared(
                        "local-sessions",
                        "localSessionsEnabled keeps sessions out of the log",
                        "every session is one of the ensemble",
                        "sessions are cheap: a pinging one costs no write"),
                notCompared(
                        "outstanding",
                        "globalOutstandingLimit is 1000, shared by the servers of the ensemble",
                        "20000 for each server, of writes",
                        "reads do not queue"),
                notCompared(
                        "throttle",
                        "request_throttle_max_requests counts all requests",
                        "writes only",
                        "reads are answered where they stand"),
                notCompared(
                        "max-connections",
                        "maxCnxns is for each port",
                        "for the server",
                        "it is the server that runs out"),
                notCompared(
                        "large-frames",
                        "jute.maxbuffer may be anything",
                        "128 MB at most",
                        "a request must fit into an entry of the log, several times over in memory"),
                notCompared(
                        "server-ids",
                        "0 and 255 are taken in some configurations",
                        "1 to 254",
                        "the id is the highest byte of session ids, and 0 stands for the server itself"),
                notCompared(
                        "session-password",
                        "follows from the session's id",
                        "128 random bits",
                        "who knows an id cannot take over the session"),
                notCompared(
                        "zxid-epoch",
                        "the high half of a zxid counts elections",
                        "it is Raft's term, which may grow by more than one",
                        "zxids grow all the same"));
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

    /** One that no script of the comparison can show: it takes servers that come and go, or other settings, or is no reply. */
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
