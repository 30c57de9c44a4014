package io.paddock.server.config;

import java.util.ArrayList;
import java.util.List;

/**
 * Settings of ZooKeeper that a {@code zoo.cfg} may hold and that mean nothing here, because the thing they tune does
 * not exist. They are understood, so that nobody takes them for a spelling mistake, and named once, with the reason.
 */
final class IgnoredSettings {
    /**
     * Settings with one reason.
     *
     * @param reason why they mean nothing
     * @param names whole names, and beginnings of names, which end in a dot
     */
    private record Group(String reason, List<String> names) {}

    private static final List<Group> GROUPS = List.of(
            new Group("there is no HTTP server here, four-letter words tell the same", List.of("admin.")),
            new Group(
                    "metrics are told by the word mntr",
                    List.of("metricsProvider.", "pathStats.", "messageTracker.", "jmx.log4j.disable", "jvm.pause.")),
            new Group(
                    "log and snapshots are Raft's, always synced and purged",
                    List.of(
                            "commitLogCount",
                            "datadir.autocreate",
                            "db.autocreate",
                            "digest.enabled",
                            "flushDelay",
                            "forceSnapshotSync",
                            "forceSync",
                            "fsync.warningthresholdms",
                            "log.",
                            "maxBatchSize",
                            "maxWriteQueuePollTime",
                            "preAllocSize",
                            "serializeLastProcessedZxid.enabled",
                            "snapCount",
                            "snapshot.",
                            "snapshotSizeFactor",
                            "snapSizeLimitInKb",
                            "syncEnabled",
                            "txnLogSizeLimitInKb")),
            new Group(
                    "servers elect and follow as Raft has them",
                    List.of(
                            "cnxTimeout",
                            "connectToLearnerMasterLimit",
                            "electionAlg",
                            "electionPortBindRetry",
                            "fastleader.",
                            "follower.",
                            "forward_learner_requests_to_commit_processor_disabled",
                            "leader.",
                            "leaderConnectDelayDuringRetryMs",
                            "leaderServes",
                            "learner.",
                            "multiAddress.",
                            "observer.election.DelayMs",
                            "observer.reconnectDelayMs",
                            "observer.syncEnabled",
                            "observerMaster.",
                            "observerMasterPort",
                            "oraclePath",
                            "portUnification",
                            "quorum.",
                            "quorumCnxnTimeoutMs",
                            "ssl.quorum.handshakeDetectionTimeoutMillis",
                            "tcpKeepAlive")),
            new Group(
                    "all clients share a few event loops, see paddock.eventLoopThreads",
                    List.of(
                            "clientCnxnSocket",
                            "client.secure",
                            "clientTcpKeepAlive",
                            "commitProcessor.",
                            "disableAutoWatchReset",
                            "intBufferStartingSizeBytes",
                            "jute.maxbuffer.extrasize",
                            "netty.",
                            "nio.directBufferBytes",
                            "nio.numSelectorThreads",
                            "nio.numWorkerThreads",
                            "nio.shutdownTimeout",
                            "request.timeout",
                            "request_throttler.shutdownTimeout",
                            "serverCnxnFactory",
                            "ssl.handshakeDetectionTimeoutMillis")),
            new Group(
                    "no reply is kept, and watches are held in one way",
                    List.of(
                            "bitHashCacheSize",
                            "maxGetChildrenResponseCacheSize",
                            "maxInProcessingDeadWatchers",
                            "maxResponseCacheSize",
                            "watcherCleanIntervalInSeconds",
                            "watcherCleanThreadsNum",
                            "watcherCleanThreshold",
                            "watchManagerName")),
            new Group(
                    "of SASL there is DIGEST-MD5 only",
                    List.of(
                            "kerberos.",
                            "kinit",
                            "requireKerberosConfig",
                            "sasl.",
                            "security.",
                            "server.principal",
                            "server.realm")),
            new Group("keys are read at the start only", List.of("client.certReload", "sslQuorumReloadCertFiles")),
            new Group("TLS is that of this Java, as it is set up", List.of("fips-mode", "ssl.sslProvider")),
            new Group(
                    "no name is looked up for an address",
                    List.of("ssl.allowReverseDnsLookup", "ssl.quorum.allowReverseDnsLookup")),
            new Group("an ACL is checked once, where the write is decided", List.of("enableEagerACLCheck")),
            new Group("the audit log is a logger of Log4j", List.of("audit.impl.class")),
            new Group(
                    "every session is a session of the whole ensemble",
                    List.of("connection_throttle_local_session_weight", "localSessionsUpgradingEnabled")),
            new Group(
                    "what they tune does not exist",
                    List.of(
                            "closeSessionTxn.enabled",
                            "controllerPort",
                            "emulate353TTLNodes",
                            "IPAuthenticationProvider.usexforwardedfor",
                            "root.logger")));

    /** What is meant although its neighbours are not, or says what holds anyway. */
    private static final List<String> MEANT = List.of("sasl.serverconfig");

    /** What makes an ensemble safer where it is there: who wants it must not go without it unknowingly. */
    private static final List<String> REFUSED = List.of(
            "quorum.auth.enableSasl",
            "quorum.auth.learnerRequireSasl",
            "quorum.auth.serverRequireSasl",
            "ssl.clientHostnameVerification",
            "ssl.quorum.clientHostnameVerification");

    private IgnoredSettings() {}

    static void note(SettingSource source) throws ConfigException {
        for (String name : REFUSED) {
            if (source.flag(name, false)) {
                throw SettingSource.wrong(source.find(name).orElseThrow(), "is not supported: expected no such line");
            }
        }
        for (Group group : GROUPS) {
            List<String> given = given(source, group);
            if (!given.isEmpty()) {
                source.add(Notice.info("without effect, as " + group.reason() + ": " + String.join(", ", given)));
            }
        }
        if (!source.withPrefix("autopurge.").isEmpty()) {
            source.add(Notice.info("autopurge.* has no effect: log and snapshots are always purged"));
        }
        var local = source.find("localSessionsEnabled");
        if (local.isPresent() && source.flag("localSessionsEnabled", false)) {
            source.warn(local.get(), "has no effect: every session is a session of the whole ensemble");
        }
    }

    private static List<String> given(SettingSource source, Group group) {
        List<String> given = new ArrayList<>();
        for (String name : group.names()) {
            if (name.endsWith(".")) {
                source.withPrefix(name).keySet().stream()
                        .map(rest -> name + rest)
                        .filter(key -> !MEANT.contains(key) && !isOffAnyway(source, key))
                        .forEach(given::add);
            } else if (source.find(name).isPresent()) {
                given.add(name);
            }
        }
        return given.stream().sorted().toList();
    }

    /** Who says that there shall be no HTTP server has what he wants. */
    private static boolean isOffAnyway(SettingSource source, String key) {
        return key.equals("admin.enableServer") && source.text(key, "").equals("false");
    }
}
