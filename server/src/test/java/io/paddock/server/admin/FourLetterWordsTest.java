package io.paddock.server.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.paddock.server.config.ConfigException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The golden texts were taken from a real ZooKeeper 3.9.5; only directories and dates are masked. */
class FourLetterWordsTest {
    private static final String DATE = "[A-Z][a-z]{2} [A-Z][a-z]{2} \\d\\d \\d\\d:\\d\\d:\\d\\d \\S+ \\d{4}";

    private final ServerStatistics statistics = new ServerStatistics();
    private ObservedServer server;

    @BeforeEach
    void begin() throws ConfigException {
        server = new ObservedServer(ObservedServer.STANDALONE);
    }

    @ParameterizedTest
    @CsvSource({
        "SRVR,srvr-standalone",
        "STAT,stat-standalone",
        "CONS,cons",
        "CONF,conf-standalone",
        "DIRS,dirs",
        "DUMP,dump-standalone",
        "WCHC,wchc",
        "WCHP,wchp",
        "WCHS,wchs"
    })
    void aStandaloneServerAnswersWithZooKeepersText(FourLetterWord word, String golden) throws IOException {
        countWhatTheRealOneCounted();

        assertThat(answer(word)).isEqualTo(golden(golden));
    }

    @Test
    void aLeaderTellsTheSizesOfItsProposals() throws IOException, ConfigException {
        server = new ObservedServer(ObservedServer.ENSEMBLE);
        server.mode = ServerMode.LEADER;

        assertThat(answer(FourLetterWord.SRVR)).isEqualTo(golden("srvr-leader"));
        statistics.proposalMade(70);
        statistics.proposalMade(50);
        statistics.proposalMade(60);
        assertThat(answer(FourLetterWord.SRVR)).endsWith("Proposal sizes last/min/max: 60/50/70\n");
    }

    @Test
    void anEnsembleShowsItsMembersInItsSettings() throws IOException, ConfigException {
        server = new ObservedServer(ObservedServer.ENSEMBLE);
        server.mode = ServerMode.FOLLOWER;

        assertThat(answer(FourLetterWord.CONF)).isEqualTo(golden("conf-ensemble"));
    }

    @Test
    void aFollowerDoesNotKnowWhenSessionsExpire() throws IOException {
        server.mode = ServerMode.FOLLOWER;

        assertThat(answer(FourLetterWord.DUMP)).isEqualTo(golden("dump-follower"));
    }

    @Test
    void crstResetsTheFiguresOfConnections() throws IOException {
        assertThat(answer(FourLetterWord.CRST)).isEqualTo("Connection stats reset.\n");

        assertThat(answer(FourLetterWord.CONS)).isEqualTo(golden("cons-after-crst"));
    }

    @Test
    void srstResetsTheFiguresOfTheServer() {
        countWhatTheRealOneCounted();
        statistics.count(Counter.STALE_SESSIONS_EXPIRED);

        assertThat(answer(FourLetterWord.SRST)).isEqualTo("Server stats reset.\n");

        assertThat(answer(FourLetterWord.SRVR)).contains("Latency min/avg/max: 0/0.0/0\nReceived: 0\nSent: 0\n");
        assertThat(answer(FourLetterWord.MNTR)).contains("zk_stale_sessions_expired\t0\n");
    }

    @Test
    void aReadOnlyServerSaysSo() {
        server.mode = ServerMode.READ_ONLY;

        assertThat(answer(FourLetterWord.ISRO)).isEqualTo("ro");
        assertThat(answer(FourLetterWord.SRVR))
                .contains(" UTC\nREAD-ONLY mode; serving only read-only clients\nLatency")
                .contains("Mode: read-only\n");
    }

    @Test
    void theShortWordsHaveNoLineEnd() {
        assertThat(answer(FourLetterWord.RUOK)).isEqualTo("imok");
        assertThat(answer(FourLetterWord.ISRO)).isEqualTo("rw");
        assertThat(answer(FourLetterWord.GTMK)).isEqualTo("306");
    }

    @Test
    void theTraceMaskIsToldAsItWasSet() {
        FourLetterWords words = words();

        assertThat(words.answer(FourLetterWord.STMK, 7)).isEqualTo("7");
        assertThat(words.answer(FourLetterWord.GTMK, 0)).isEqualTo("7");
    }

    @ParameterizedTest
    @EnumSource
    void aServerThatDoesNotServeSaysSo(FourLetterWord word) {
        server.isServing = false;
        String excuse = "This ZooKeeper instance is not currently serving requests";

        String answer = answer(word);

        switch (word) {
            case RUOK -> assertThat(answer).isEqualTo("imok");
            case ISRO -> assertThat(answer).isEqualTo("null");
            case HASH -> assertThat(answer).isEqualTo(excuse);
            case GTMK, STMK, ENVI, TELNET_CLOSE, DGST, RAFT ->
                assertThat(answer).doesNotContain(excuse);
            default -> assertThat(answer).isEqualTo(excuse + "\n");
        }
    }

    @Test
    void withoutAWhitelistOnlySrvrIsAnswered() throws ConfigException {
        server = new ObservedServer("dataDir=/d\nclientPort=1");

        assertThat(allowed()).containsExactly("srvr");
        assertThat(answer(FourLetterWord.RUOK)).isEqualTo("ruok is not executed because it is not in the whitelist.\n");
        assertThat(answer(FourLetterWord.TELNET_CLOSE))
                .isEqualTo("telnet close is not executed because it is not in the whitelist.\n");
    }

    @ParameterizedTest
    @CsvSource({
        "'4lw.commands.whitelist=stat, ruok',ruok srvr stat",
        "'4lw.commands.whitelist=',srvr",
        "'4lw.commands.whitelist=nope',srvr",
        "'readonlymode.enabled=true',isro srvr"
    })
    void theWhitelistNamesWhatIsAnsweredBesidesSrvr(String line, String expected) throws ConfigException {
        server = new ObservedServer("dataDir=/d\nclientPort=1\n" + line);

        assertThat(allowed()).containsExactlyElementsOf(List.of(expected.split(" ", -1)));
    }

    @Test
    void aStarAllowsEveryWord() {
        assertThat(allowed()).hasSize(FourLetterWord.values().length);
    }

    @ParameterizedTest
    @CsvSource({"RUOK,0x72756f6b", "SRVR,0x73727672", "MNTR,0x6d6e7472", "TELNET_CLOSE,0xfff4fffd"})
    void aWordIsKnownByItsFirstFourBytes(FourLetterWord word, String code) {
        assertThat(FourLetterWord.of((int) Long.parseLong(code.substring(2), 16)))
                .contains(word);
        assertThat(FourLetterWord.of(44)).isEmpty();
    }

    @Test
    void mntrHasEveryGaugeOfZooKeeperAndNoKeyTwice() throws IOException {
        assertThat(monitorKeys())
                .containsAll(List.of(golden("mntr-keys-standalone").split("\n", 0)));
        server.mode = ServerMode.LEADER;
        assertThat(monitorKeys()).containsAll(List.of(golden("mntr-keys-leader").split("\n", 0)));
    }

    @Test
    void mntrInventsNoKeyButForWhatZooKeeperDoesNotHave() throws IOException {
        server.mode = ServerMode.LEADER;

        Set<String> own = new TreeSet<>(monitorKeys());
        own.removeAll(List.of(golden("mntr-keys-all").split("\n", 0)));

        assertThat(own).containsExactly("zk_store_cache_bytes");
    }

    @Test
    void mntrShowsWholeNumbersWholeAndAveragesWithAPoint() {
        countWhatTheRealOneCounted();
        statistics.measured(Timing.SNAPSHOT_TIME, 3);

        assertThat(answer(FourLetterWord.MNTR))
                .contains("zk_version\t3.9.5-")
                .contains("zk_server_state\tstandalone\n")
                .contains("zk_avg_latency\t3.3022\n")
                .contains("zk_max_latency\t66\n")
                .contains("zk_packets_received\t145\n")
                .contains("zk_znode_count\t137\n")
                .contains("zk_connection_drop_probability\t0.0\n")
                .contains(
                        "zk_avg_snapshottime\t3.0\nzk_min_snapshottime\t3\nzk_max_snapshottime\t3\nzk_cnt_snapshottime\t1\n")
                .doesNotContain("peer_state");
    }

    @Test
    void theEnvironmentIsListedInZooKeepersOrder() {
        List<String> lines = answer(FourLetterWord.ENVI).lines().toList();

        assertThat(lines.stream().map(line -> line.replaceAll("=.*", "")))
                .containsExactly(
                        "Environment:",
                        "zookeeper.version",
                        "host.name",
                        "java.version",
                        "java.vendor",
                        "java.home",
                        "java.class.path",
                        "java.library.path",
                        "java.io.tmpdir",
                        "java.compiler",
                        "os.name",
                        "os.arch",
                        "os.version",
                        "user.name",
                        "user.home",
                        "user.dir",
                        "os.memory.free",
                        "os.memory.max",
                        "os.memory.total");
        assertThat(lines).contains("java.version=17.0.15", "java.vendor=<NA>");
    }

    @Test
    void digestsAreToldForTheLastIndexesOnly() {
        List<String> lines = answer(FourLetterWord.DGST).lines().toList();

        assertThat(lines).hasSize(4 + 128);
        assertThat(lines)
                .startsWith(
                        "applied_index=200",
                        "applied_term=3",
                        "last_zxid=0x85",
                        "digest=fffffffffffffffe",
                        "digest.73=0000000000000490")
                .endsWith("digest.200=0000000000000c80");
        assertThat(answer(FourLetterWord.HASH)).isEqualTo("85: -2\n");
    }

    @Test
    void raftTellsItsRoleAndPeers() {
        assertThat(answer(FourLetterWord.RAFT)).isEqualTo("""
                        role=LEADER
                        leader=1
                        term=3
                        commit_index=201
                        applied_index=200
                        snapshot_index=-1
                        log_start_index=0
                        log_end_index=202
                        peer.2=h2:1
                        peer.3=h3:1
                        """);
    }

    /** 145 packets, and 182 answers that took 601 ms altogether: 3.3022 on average. */
    private void countWhatTheRealOneCounted() {
        for (int i = 0; i < 145; i++) {
            statistics.packetReceived(10);
            statistics.packetSent();
            statistics.bytesSent(10);
        }
        statistics.updateAnswered(0, 66);
        for (int i = 0; i < 107; i++) {
            statistics.updateAnswered(0, 5);
        }
        for (int i = 0; i < 74; i++) {
            statistics.readAnswered(0, 0);
        }
    }

    private List<String> monitorKeys() {
        List<String> keys = answer(FourLetterWord.MNTR)
                .lines()
                .map(line -> line.substring(0, line.indexOf('\t')))
                .toList();
        assertThat(keys).doesNotHaveDuplicates();
        return keys;
    }

    private List<String> allowed() {
        FourLetterWords words = words();
        return Arrays.stream(FourLetterWord.values())
                .filter(words::isAllowed)
                .map(FourLetterWord::text)
                .collect(Collectors.toList());
    }

    private String answer(FourLetterWord word) {
        return words().answer(word, 0).replaceAll("expire at " + DATE, "expire at <DATE>");
    }

    private FourLetterWords words() {
        return new FourLetterWords(server.config(), server, statistics);
    }

    private static String golden(String name) throws IOException {
        try (InputStream in = FourLetterWordsTest.class.getResourceAsStream(name + ".txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
