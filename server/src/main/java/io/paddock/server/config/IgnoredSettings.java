package io.paddock.server.config;

import java.util.ArrayList;
import java.util.List;

/**
 * Settings of ZooKeeper that a {@code zoo.cfg} may hold and that mean nothing here, because the thing they tune does
 * not exist. They are understood, so that nobody takes them for a spelling mistake, and named once.
 */
final class IgnoredSettings {
    private static final List<String> PREFIXES = List.of(
            "admin.",
            "audit.",
            "commitProcessor.",
            "fastleader.",
            "follower.",
            "jvm.pause.",
            "kerberos.",
            "leader.",
            "learner.",
            "log.",
            "messageTracker.",
            "metricsProvider.",
            "multiAddress.",
            "netty.",
            "observerMaster.",
            "pathStats.",
            "quorum.",
            "sasl.",
            "security.",
            "snapshot.");

    private static final List<String> NAMES = List.of(
            "bitHashCacheSize",
            "cnxTimeout",
            "client.certReload",
            "client.secure",
            "clientCnxnSocket",
            "clientTcpKeepAlive",
            "closeSessionTxn.enabled",
            "commitLogCount",
            "connectToLearnerMasterLimit",
            "controllerPort",
            "datadir.autocreate",
            "db.autocreate",
            "digest.enabled",
            "disableAutoWatchReset",
            "electionAlg",
            "electionPortBindRetry",
            "emulate353TTLNodes",
            "enableEagerACLCheck",
            "fips-mode",
            "flushDelay",
            "forceSnapshotSync",
            "forceSync",
            "forward_learner_requests_to_commit_processor_disabled",
            "fsync.warningthresholdms",
            "intBufferStartingSizeBytes",
            "IPAuthenticationProvider.usexforwardedfor",
            "jmx.log4j.disable",
            "leaderConnectDelayDuringRetryMs",
            "leaderServes",
            "letAnySaslUserDoX",
            "localSessionsUpgradingEnabled",
            "maxBatchSize",
            "maxGetChildrenResponseCacheSize",
            "maxInProcessingDeadWatchers",
            "maxResponseCacheSize",
            "maxWriteQueuePollTime",
            "nio.directBufferBytes",
            "nio.numSelectorThreads",
            "nio.numWorkerThreads",
            "nio.shutdownTimeout",
            "observer.election.DelayMs",
            "observer.reconnectDelayMs",
            "observer.syncEnabled",
            "observerMasterPort",
            "oraclePath",
            "portUnification",
            "preAllocSize",
            "quorumCnxnTimeoutMs",
            "request.timeout",
            "request_throttler.shutdownTimeout",
            "requireKerberosConfig",
            "root.logger",
            "serializeLastProcessedZxid.enabled",
            "server.principal",
            "server.realm",
            "serverCnxnFactory",
            "snapCount",
            "snapshotSizeFactor",
            "snapSizeLimitInKb",
            "ssl.clientHostnameVerification",
            "ssl.handshakeDetectionTimeoutMillis",
            "ssl.quorum.clientHostnameVerification",
            "ssl.quorum.handshakeDetectionTimeoutMillis",
            "sslQuorumReloadCertFiles",
            "syncEnabled",
            "tcpKeepAlive",
            "txnLogSizeLimitInKb",
            "watcherCleanIntervalInSeconds",
            "watcherCleanThreadsNum",
            "watcherCleanThreshold",
            "watchManagerName");

    private IgnoredSettings() {}

    static void note(SettingSource source) throws ConfigException {
        List<String> given = new ArrayList<>();
        PREFIXES.forEach(prefix -> source.withPrefix(prefix).keySet().stream()
                // The one that means something although its neighbours do not.
                .filter(rest -> !(prefix + rest).equals("sasl.serverconfig"))
                .forEach(rest -> given.add(prefix + rest)));
        NAMES.stream().filter(name -> source.find(name).isPresent()).forEach(given::add);
        if (!given.isEmpty()) {
            source.add(Notice.info("without effect here, as what they tune does not exist: "
                    + String.join(", ", given.stream().sorted().toList())));
        }
        if (!source.withPrefix("autopurge.").isEmpty()) {
            source.add(Notice.info("autopurge.* has no effect: log and snapshots are always purged"));
        }
        var local = source.find("localSessionsEnabled");
        if (local.isPresent() && source.flag("localSessionsEnabled", false)) {
            source.warn(local.get(), "has no effect: every session is a session of the whole ensemble");
        }
    }
}
