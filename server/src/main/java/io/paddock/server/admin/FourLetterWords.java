package io.paddock.server.admin;

import io.paddock.server.config.AdminSettings;
import io.paddock.server.config.ServerConfig;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Answers four-letter words with the texts of ZooKeeper 3.9.5. The connection is closed after the answer, whatever it
 * is. Any thread may ask; {@code dirs} and {@code conf} may touch the disk, so event loops had better not.
 */
public final class FourLetterWords {
    private static final String NOT_SERVING = "This ZooKeeper instance is not currently serving requests";
    private static final String NOT_ALLOWED = " is not executed because it is not in the whitelist.\n";
    private static final long TRACE_MASK = 306;

    private final ServerStatus status;
    private final ServerStatistics statistics;
    private final Set<FourLetterWord> allowed;

    /** Kept because {@code gtmk} must tell what {@code stmk} set; it traces nothing. */
    private final AtomicLong traceMask = new AtomicLong(TRACE_MASK);

    /** Answers for this server, as far as its configuration allows. */
    public FourLetterWords(ServerConfig config, ServerStatus status, ServerStatistics statistics) {
        this.status = status;
        this.statistics = statistics;
        this.allowed = allowed(config.admin(), config.ensemble().readOnlyModeEnabled());
    }

    /** Those of the whitelist, {@code srvr} always, and {@code isro} with read-only mode. */
    private static Set<FourLetterWord> allowed(AdminSettings admin, boolean readOnlyModeEnabled) {
        List<String> listed = admin.fourLetterWords();
        Set<FourLetterWord> words = EnumSet.of(FourLetterWord.SRVR);
        for (FourLetterWord word : FourLetterWord.values()) {
            if (listed.contains("*") || listed.contains(word.text())) {
                words.add(word);
            }
        }
        if (readOnlyModeEnabled) {
            words.add(FourLetterWord.ISRO);
        }
        return words;
    }

    /** Whether the configuration allows the word; if not, the answer only says so. */
    public boolean isAllowed(FourLetterWord word) {
        return allowed.contains(word);
    }

    /**
     * The answer to a word.
     *
     * @param argument the eight bytes that follow {@code stmk}, as a number; not looked at with other words
     */
    public String answer(FourLetterWord word, long argument) {
        if (!isAllowed(word)) {
            return word.text() + NOT_ALLOWED;
        }
        return switch (word) {
            case RUOK -> "imok";
            case GTMK -> Long.toString(traceMask.get());
            case STMK -> setTraceMask(argument);
            case ENVI -> EnvironmentListing.text(status.environment());
            case ISRO -> isReadOnly();
            case HASH -> status.isServing() ? DigestTexts.hash(status.digest()) : NOT_SERVING;
            case DGST -> DigestTexts.digests(status.digest());
            case RAFT -> DigestTexts.raft(status.raft());
            case TELNET_CLOSE -> "";
            case CONF, CONS, CRST, DIRS, DUMP, MNTR, SRST, SRVR, STAT, WCHC, WCHP, WCHS ->
                status.isServing() ? whenServing(word) : NOT_SERVING + "\n";
        };
    }

    private String setTraceMask(long mask) {
        traceMask.set(mask);
        return Long.toString(mask);
    }

    private String isReadOnly() {
        if (!status.isServing()) {
            return "null";
        }
        return status.mode() == ServerMode.READ_ONLY ? "ro" : "rw";
    }

    private String whenServing(FourLetterWord word) {
        return switch (word) {
            case CONF -> ConfText.of(status);
            case CONS -> ConnectionTexts.details(status.connections());
            case CRST -> resetConnections();
            case DIRS -> directories();
            case DUMP -> DumpText.of(status);
            case MNTR -> MonitorText.of(status, statistics);
            case SRST -> resetServer();
            case SRVR -> server("");
            case STAT -> server("Clients:\n" + ConnectionTexts.briefs(status.connections()) + "\n");
            case WCHC -> WatchTexts.bySession(status.watchers()) + "\n";
            case WCHP -> WatchTexts.byPath(status.watchers()) + "\n";
            case WCHS -> WatchTexts.numbers(status.watchers()) + "\n";
            case DGST, ENVI, GTMK, HASH, ISRO, RAFT, RUOK, STMK, TELNET_CLOSE ->
                throw new IllegalStateException("expected a word that needs a serving server but got " + word);
        };
    }

    private String resetConnections() {
        status.resetConnectionStatistics();
        return "Connection stats reset.\n";
    }

    private String resetServer() {
        statistics.reset();
        if (status.mode() == ServerMode.LEADER) {
            statistics.resetProposals();
        }
        return "Server stats reset.\n";
    }

    private String directories() {
        ServerStatus.StorageFigures storage = status.storage();
        return "datadir_size: " + storage.dataBytes() + "\nlogdir_size: " + storage.logBytes() + "\n";
    }

    private String server(String clients) {
        ServerMode mode = status.mode();
        Summary latency = statistics.latency();
        StringBuilder text = new StringBuilder("Zookeeper version: " + status.version() + "\n");
        if (mode == ServerMode.READ_ONLY) {
            text.append("READ-ONLY mode; serving only read-only clients\n");
        }
        text.append(clients)
                .append("Latency min/avg/max: " + latency.min() + "/" + latency.average() + "/" + latency.max() + "\n")
                .append("Received: " + statistics.packetsReceived() + "\n")
                .append("Sent: " + statistics.packetsSent() + "\n")
                .append("Connections: " + status.connections().size() + "\n")
                .append("Outstanding: " + status.outstandingRequests() + "\n")
                .append("Zxid: 0x" + Long.toHexString(status.lastZxid()) + "\n")
                .append("Mode: " + mode.text() + "\n")
                .append("Node count: " + status.tree().nodeCount() + "\n");
        if (mode == ServerMode.LEADER) {
            text.append("Proposal sizes last/min/max: " + statistics.proposalSizes() + "\n");
        }
        return text.toString();
    }
}
