package io.paddock.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ZooCfgParserTest {
    private final ConfigFixture fixture = new ConfigFixture();

    @Test
    void withoutAFileOneServerServesOnLoopbackWithItsDataBelowTheCurrentDirectory() throws ConfigException {
        ParsedConfig parsed = fixture.withoutFile();

        ServerConfig config = parsed.config();
        assertThat(config.clientPort().listen()).isEqualTo(new HostPort("127.0.0.1", 2181));
        assertThat(config.storage().dataDir()).isEqualTo(Path.of("data"));
        assertThat(config.storage().dataLogDir()).isEqualTo(Path.of("data"));
        assertThat(config.ensemble().isStandalone()).isTrue();
        assertThat(config.ensemble().tickTimeMs()).isEqualTo(3000);
        assertThat(config.sessions()).isEqualTo(new SessionSettings(6000, 60_000, 10_000));
        assertThat(config.limits()).isEqualTo(new LimitSettings(60, 0, 0xfffff, 20_000, 100 << 20, -1));
        assertThat(config.storage().cacheBytesMax()).isEqualTo(ConfigFixture.HEAP_BYTES / 4);
        assertThat(config.requests().linearizableReads()).isFalse();
        assertThat(config.admin().fourLetterWords()).isEmpty();
        assertThat(parsed.notices()).isEmpty();
    }

    @Test
    void systemPropertiesChangeTheServerWithoutAFile() throws ConfigException {
        ServerConfig config = fixture.property("zookeeper.clientPort", "2200")
                .property("zookeeper.dataDir", "/d")
                .property("zookeeper.clientPortAddress", "::1")
                .withoutFile()
                .config();

        assertThat(config.clientPort().listen()).isEqualTo(new HostPort("::1", 2200));
        assertThat(config.storage().dataDir()).isEqualTo(Path.of("/d"));
    }

    @Test
    void aFileOpensThePortOnAllAddresses() throws ConfigException {
        HostPort listen = fixture.parseMore("").config().clientPort().listen();

        assertThat(listen).isEqualTo(new HostPort("0.0.0.0", 2181));
        assertThat(listen.isAnyHost()).isTrue();
    }

    @Test
    void anEnsembleIsReadAsZooKeeperUsersWriteIt() throws ConfigException {
        String text = "# The number of milliseconds of each tick\ntickTime=2000\ninitLimit = 10\nsyncLimit:5\n"
                + "dataDir=/data\nclientPort=2181\n" + ConfigFixture.THREE_SERVERS
                + "server.4=[fe80::1]:2888:3888:observer;[::1]:2184\n";

        ParsedConfig parsed = fixture.file("/data/myid", "3\n").parse(text);

        EnsembleSettings ensemble = parsed.config().ensemble();
        assertThat(ensemble.isStandalone()).isFalse();
        assertThat(ensemble.serverId()).isEqualTo(3);
        assertThat(ensemble.tickTimeMs()).isEqualTo(2000);
        assertThat(ensemble.members().stream().map(EnsembleMember::text))
                .containsExactly(
                        "h1:2888:3888:participant",
                        "h2:2888:3888:participant;0.0.0.0:2182",
                        "h3:2888:3888:participant",
                        "[fe80::1]:2888:3888:observer;[::1]:2184");
        assertThat(parsed.notices()).isEmpty();
    }

    @Test
    void theOwnServerLineSaysWhereClientsConnect() throws ConfigException {
        String text = "dataDir=/d\n" + ConfigFixture.THREE_SERVERS;

        ServerConfig config = fixture.file("/d/myid", "2").parse(text).config();

        assertThat(config.clientPort().listen()).isEqualTo(new HostPort("0.0.0.0", 2182));
    }

    @ParameterizedTest
    @CsvSource({
        "'',true",
        "'server.1=h:1:2',true",
        "'server.1=h:1:2\nserver.2=h:3:4',false",
        "'standaloneEnabled=false\nserver.1=h:1:2',false",
        "'standaloneEnabled=false\nserver.1=h:1:2\nserver.2=h:3:4:observer',false"
    })
    void aServerStandsAloneUnlessThereAreMoreOrItIsToldOtherwise(String lines, boolean isStandalone)
            throws ConfigException {
        EnsembleSettings ensemble =
                fixture.file("/d/myid", "1").parseMore(lines).config().ensemble();

        assertThat(ensemble.isStandalone()).isEqualTo(isStandalone);
    }

    @Test
    void theDynamicFileHoldsTheServersAndItsNameTheVersion() throws ConfigException {
        ServerConfig config = fixture.file("/d/myid", "3")
                .file("/c/zoo.cfg.dynamic.1f", ConfigFixture.THREE_SERVERS)
                .parseMore("dynamicConfigFile=/c/zoo.cfg.dynamic.1f")
                .config();

        assertThat(config.ensemble().members()).hasSize(3);
        assertThat(config.ensemble().configVersion()).isEqualTo(0x1f);
    }

    @ParameterizedTest
    @CsvSource({
        "1000,2000,20000",
        "3000,6000,60000",
    })
    void sessionTimeoutsAreCountedInTicks(int tick, int min, int max) throws ConfigException {
        SessionSettings sessions =
                fixture.parseMore("tickTime=" + tick).config().sessions();

        assertThat(sessions.timeoutMinMs()).isEqualTo(min);
        assertThat(sessions.timeoutMaxMs()).isEqualTo(max);
    }

    @Property(tries = 100)
    void aClampedTimeoutIsWithinItsBounds(@ForAll int requested, @ForAll @IntRange(min = 1, max = 100_000) int tick)
            throws ConfigException {
        SessionSettings sessions =
                new ConfigFixture().parseMore("tickTime=" + tick).config().sessions();

        assertThat(sessions.clamp(requested)).isBetween(sessions.timeoutMinMs(), sessions.timeoutMaxMs());
        assertThat(sessions.clamp(sessions.timeoutMinMs() + 1)).isEqualTo(sessions.timeoutMinMs() + 1);
    }

    static Stream<Arguments> settings() {
        return Stream.of(
                setting("extendedTypesEnabled=true", config -> config.znodes().extendedTypesEnabled(), true),
                setting("enforceQuota=TRUE", config -> config.znodes().enforcesQuota(), true),
                setting(
                        "znode.container.checkIntervalMs=5",
                        config -> config.znodes().containerCheckIntervalMs(),
                        5),
                setting(
                        "znode.container.maxPerMinute=6",
                        config -> config.znodes().containerRemovalsPerMinuteMax(),
                        6),
                setting(
                        "znode.container.maxNeverUsedIntervalMs=7",
                        config -> config.znodes().containerNeverUsedMs(),
                        7L),
                setting("skipACL=yes", config -> config.auth().skipsAcl(), true),
                setting("skipACL=true", config -> config.auth().skipsAcl(), true),
                setting("skipACL=no", config -> config.auth().skipsAcl(), false),
                setting(
                        "DigestAuthenticationProvider.digestAlg=SHA-256",
                        config -> config.auth().digestAlgorithm(),
                        "SHA-256"),
                setting(
                        "DigestAuthenticationProvider.superDigest=super:x",
                        config -> config.auth().superDigest(),
                        "super:x"),
                setting(
                        "sessionRequireClientSASLAuth=true",
                        config -> config.auth().enforcedSchemes(),
                        List.of("sasl")),
                setting(
                        "authProvider.1=org.apache.zookeeper.server.auth.SASLAuthenticationProvider",
                        config -> config.auth().providedSchemes(),
                        Set.of("sasl")),
                setting("readonlymode.enabled=true", config -> config.ensemble().readOnlyModeEnabled(), true),
                setting("reconfigEnabled=true", config -> config.ensemble().reconfigEnabled(), true),
                setting("quorumListenOnAllIPs=true", config -> config.ensemble().quorumListenOnAllIps(), true),
                setting("jute.maxbuffer=0x100000", config -> config.limits().frameBytesMax(), 0x100000),
                setting("maxClientCnxns=0", config -> config.limits().connectionsPerAddressMax(), 0),
                setting("maxCnxns=9", config -> config.limits().connectionsMax(), 9),
                setting("globalOutstandingLimit=10", config -> config.limits().outstandingRequestsMax(), 10),
                setting(
                        "connection_throttle_tokens=11",
                        config -> config.connectionThrottle().tokens(),
                        11),
                setting(
                        "connection_throttle_drop_increase=0.5",
                        config -> config.connectionThrottle().dropIncrease(),
                        0.5),
                setting(
                        "request_throttle_max_requests=12",
                        config -> config.requestThrottle().requestsMax(),
                        12),
                setting(
                        "throttled_op_wait_time=13",
                        config -> config.requestThrottle().operationWaitMs(),
                        13),
                setting(
                        "4lw.commands.whitelist=stat, ruok",
                        config -> config.admin().fourLetterWords(),
                        List.of("stat", "ruok")),
                setting("dataLogDir=/log", config -> config.storage().dataLogDir(), Path.of("/log")),
                setting(
                        "clientPortAddress=10.0.0.1",
                        config -> config.clientPort().listen(),
                        new HostPort("10.0.0.1", 2181)));
    }

    private static Arguments setting(String line, Function<ServerConfig, Object> reading, Object expected) {
        return Arguments.of(line, reading, expected);
    }

    @ParameterizedTest
    @MethodSource("settings")
    void aSettingIsTakenFromTheFileWithOrWithoutItsPrefixAndFromSystemProperties(
            String line, Function<ServerConfig, Object> reading, Object expected) throws ConfigException {
        String key = line.substring(0, line.indexOf('='));
        String value = line.substring(line.indexOf('=') + 1);

        ParsedConfig plain = fixture.parseMore(line);
        ParsedConfig prefixed = fixture.parseMore("zookeeper." + line);
        ParsedConfig property =
                new ConfigFixture().property("zookeeper." + key, value).parseMore("");

        for (ParsedConfig parsed : List.of(plain, prefixed, property)) {
            assertThat(reading.apply(parsed.config())).isEqualTo(expected);
            assertThat(parsed.notices()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "paddock.clusterName=x,clusterName=x",
        "paddock.cacheBytesMax=64m,cacheBytesMax=67108864",
        "paddock.snapshotLogBytes=1G,snapshotLogBytes=1073741824",
        "paddock.logEntriesKept=5,logEntriesKept=5",
        "paddock.linearizableReads=true,linearizableReads=true",
        "paddock.allowWipedServer=true,allowsWipedServer=true",
        "paddock.eventLoopThreads=2,eventLoopThreads=2",
        "paddock.batchBytesMax=64K,batchBytesMax=65536",
        "paddock.batchesInFlightMax=3,batchesInFlightMax=3",
        "paddock.outboxBytesMax=1M,outboxBytesMax=1048576"
    })
    void paddocksOwnKeysAreTakenFromTheFileAndFromSystemProperties(String line, String shown) throws ConfigException {
        String[] parts = line.split("=", 2);

        ParsedConfig fromFile = fixture.parseMore(line);
        ParsedConfig fromProperty =
                new ConfigFixture().property(parts[0], parts[1]).parseMore("");

        assertThat(fromFile.config().toString()).contains(shown);
        assertThat(fromFile.config()).isEqualTo(fromProperty.config());
        assertThat(fromFile.notices()).isEmpty();
    }

    @Test
    void theFileWinsOverASystemPropertyAndSaysSo() throws ConfigException {
        ParsedConfig parsed = fixture.property("zookeeper.maxCnxns", "1").parseMore("maxCnxns=2");

        assertThat(parsed.config().limits().connectionsMax()).isEqualTo(2);
        assertThat(parsed.notices())
                .containsExactly(Notice.warning("conf/zoo.cfg:3: maxCnxns wins over -Dzookeeper.maxCnxns"));
    }

    @Test
    void thePrefixedSystemPropertyWinsOverTheBareOne() throws ConfigException {
        ServerConfig config = fixture.property("jute.maxbuffer", "2048")
                .property("zookeeper.jute.maxbuffer", "4096")
                .property("maxCnxns", "77")
                .parseMore("")
                .config();

        assertThat(config.limits().frameBytesMax()).isEqualTo(4096);
        assertThat(config.limits().connectionsMax()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "clientport=1,clientport is not understood and has no effect; did you mean clientPort?",
        "tickTme=1,tickTme is not understood and has no effect; did you mean tickTime?",
        "maxClientCnxn=1,maxClientCnxn is not understood and has no effect; did you mean maxClientCnxns?",
        "wholly.other=1,wholly.other is not understood and has no effect"
    })
    void aKeyThatIsNotUnderstoodIsNamedWithTheOneThatWasMeant(String line, String warning) throws ConfigException {
        assertThat(fixture.parseMore(line).notices()).containsExactly(Notice.warning("conf/zoo.cfg:3: " + warning));
    }

    @Test
    void aKeyGivenTwiceIsNamedAndTheLaterCounts() throws ConfigException {
        ParsedConfig parsed = fixture.parseMore("tickTime=1000\ntickTime=2000");

        assertThat(parsed.config().ensemble().tickTimeMs()).isEqualTo(2000);
        assertThat(parsed.notices())
                .containsExactly(Notice.warning(
                        "conf/zoo.cfg:4: tickTime is set a second time; the value at conf/zoo.cfg:3 is not used"));
    }

    @Test
    void whatZooKeeperTunesAndPaddockDoesNotHaveIsNamedOnceAndNotTakenForAMistake() throws ConfigException {
        ParsedConfig parsed = fixture.parseMore("""
                autopurge.purgeInterval=1
                autopurge.snapRetainCount=3
                snapCount=5
                commitLogCount=5
                admin.enableServer=false
                metricsProvider.httpPort=7000
                localSessionsEnabled=true
                """);

        assertThat(parsed.notices())
                .containsExactlyInAnyOrder(
                        Notice.info("without effect, as metrics are told by the word mntr: metricsProvider.httpPort"),
                        Notice.info("without effect, as log and snapshots are Raft's, always synced and purged:"
                                + " commitLogCount, snapCount"),
                        Notice.info("autopurge.* has no effect: log and snapshots are always purged"),
                        Notice.warning(
                                "conf/zoo.cfg:9: localSessionsEnabled has no effect: every session is a session of"
                                        + " the whole ensemble"));
    }

    @Test
    void aProviderOfTheOperatorsOwnIsNamedAsUnknown() throws ConfigException {
        assertThat(fixture.parseMore("authProvider.1=org.example.P").notices())
                .containsExactly(Notice.warning("conf/zoo.cfg:3: authProvider.1 has no effect: org.example.P is none of"
                        + " ZooKeeper's own providers"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tickTime=abc|conf/zoo.cfg:3: tickTime: expected a whole number from 1 to 2147483647 but found 'abc'",
                "tickTime=0|conf/zoo.cfg:3: tickTime: expected a whole number from 1 to 2147483647 but found '0'",
                "syncLimit=|conf/zoo.cfg:3: syncLimit: expected a whole number from 1 to 2147483647 but found ''",
                "maxCnxns=99999999999|conf/zoo.cfg:3: maxCnxns: expected a whole number from -1 to 2147483647 but found '99999999999'",
                "secureClientPort=70000|conf/zoo.cfg:3: secureClientPort: expected a whole number from 0 to 65535 but found '70000'",
                "reconfigEnabled=yes|conf/zoo.cfg:3: reconfigEnabled: expected true or false but found 'yes'",
                "skipACL=maybe|conf/zoo.cfg:3: skipACL: expected one of yes, no, true, false but found 'maybe'",
                "secureClientPortAddress=h|conf/zoo.cfg:3: secureClientPortAddress: expected secureClientPort to be set as well but found 'h'",
                "maxSessionTimeout=10|conf/zoo.cfg:3: maxSessionTimeout: expected minSessionTimeout (6000) to be at most maxSessionTimeout (10) but found '10'",
                "enforce.auth.enabled=true|conf/zoo.cfg:3: enforce.auth.enabled: expected enforce.auth.schemes to be set as well but found 'true'",
                "DigestAuthenticationProvider.digestAlg=SHA7|conf/zoo.cfg:3: DigestAuthenticationProvider.digestAlg: expected a digest of the Java platform but found 'SHA7'",
                "paddock.cacheBytesMax=1x|conf/zoo.cfg:3: paddock.cacheBytesMax: expected bytes from 1048576 to 9223372036854775807, as a number with or without K, M or G but found '1x'",
                "connection_throttle_drop_increase=2|conf/zoo.cfg:3: connection_throttle_drop_increase: expected a number from 0 to 1 but found '2'",
                "group.1=1:2|conf/zoo.cfg:3: group.1: hierarchical quorums are not supported: expected no such line but found '1:2'",
                "dynamicConfigFile=/none|conf/zoo.cfg:3: dynamicConfigFile: expected the name of a file that exists but found '/none'",
                "server.x=h:1:2|conf/zoo.cfg:3: server.x: expected a number after server. but found 'h:1:2'",
                "server.300=h:1:2|conf/zoo.cfg:3: server.300=h:1:2: server id 300 is not between 1 and 254",
                "server.0=h:1:2|conf/zoo.cfg:3: server.0=h:1:2: server id 0 is not between 1 and 254",
                "server.255=h:1:2|conf/zoo.cfg:3: server.255=h:1:2: server id 255 is not between 1 and 254",
                "server.1=h:1:1|conf/zoo.cfg:3: server.1=h:1:1: the two ports of a server must differ",
                "server.1=h:0:1|conf/zoo.cfg:3: server.1=h:0:1: the others cannot find a server at port 0",
                "server.1=h:1:0|conf/zoo.cfg:3: server.1=h:1:0: the others cannot find a server at port 0",
                "server.1=h:1:2:boss|conf/zoo.cfg:3: server.1=h:1:2:boss: expected host:port:port, host:port:port:role, or either with ;port or ;host:port after it, where role is participant or observer",
                "server.1=h:x:2|conf/zoo.cfg:3: server.1=h:x:2: 'x' is not a port (a number from 0 to 65535)",
                "server.1=a:1:2%b:1:2|conf/zoo.cfg:3: server.1=a:1:2%b:1:2: several addresses for one server are not supported",
                "server.1=[::1:1:2|conf/zoo.cfg:3: server.1=[::1:1:2: '[::1:1:2' starts with '[' but has no matching ']'"
            })
    void aWrongValueIsAnErrorWithFileLineAndKey(String line, String message) {
        assertThatThrownBy(() -> fixture.parseMore(line.replace('%', '|')))
                .isInstanceOf(ConfigException.class)
                .hasMessage(message.replace('%', '|'));
    }

    @Test
    void aFileWithoutDataDirectoryOrPortIsRefused() {
        assertThatThrownBy(() -> fixture.parse("clientPort=2181")).hasMessage("conf/zoo.cfg: dataDir is not set");
        assertThatThrownBy(() -> fixture.parse("dataDir=/d"))
                .hasMessageStartingWith("conf/zoo.cfg: clientPort is not set");
    }

    @Test
    void aWrongSystemPropertyIsNamedAsOne() {
        assertThatThrownBy(() -> fixture.property("zookeeper.maxCnxns", "x").withoutFile())
                .hasMessageStartingWith("-Dzookeeper.maxCnxns: maxCnxns: expected a whole number");
    }

    @Test
    void inAnEnsembleMyidMustNameAServerOfIt() {
        Path myid = Path.of("/d/myid");

        assertThatThrownBy(() -> fixture.parseMore(ConfigFixture.THREE_SERVERS))
                .hasMessageStartingWith(myid + " is missing");
        assertThatThrownBy(() -> fixture.file("/d/myid", "9").parseMore(ConfigFixture.THREE_SERVERS))
                .hasMessageContaining("expected one of [1, 2, 3], the servers of the ensemble, but found '9'");
        assertThatThrownBy(() -> fixture.file("/d/myid", "one").parseMore(ConfigFixture.THREE_SERVERS))
                .hasMessage(myid + ":1: myid: expected a number from 1 to 254 but found 'one'");
    }

    @ParameterizedTest
    @CsvSource({"0", "255", "-1"})
    void myidLeavesTheHighestByteOfASessionsIdNeitherEmptyNorFull(String id) {
        assertThatThrownBy(() -> fixture.file("/d/myid", id).parseMore(""))
                .isInstanceOf(ConfigException.class)
                .hasMessage(Path.of("/d/myid") + ":1: myid: expected a number from 1 to 254 but found '" + id + "'");
    }

    @Test
    void aClientPortThatContradictsTheOwnServerLineIsRefused() {
        assertThatThrownBy(() -> fixture.file("/d/myid", "2").parseMore(ConfigFixture.THREE_SERVERS))
                .hasMessage("conf/zoo.cfg:2: clientPort: expected 2182, which server.2 says, but found '2181'");
    }

    @Test
    void anEnsembleThatSurvivesNoFailureIsNamed() throws ConfigException {
        ParsedConfig parsed = fixture.file("/d/myid", "1").parseMore("server.1=h:1:2\nserver.2=h:3:4");

        assertThat(parsed.notices())
                .containsExactly(Notice.warning(
                        "an ensemble of 2 voting servers survives no failure; three are needed for that"));
    }

    @Test
    void secretsAreNotPrinted() throws ConfigException {
        String secrets = """
                secureClientPort=2281
                ssl.keyStore.location=/k.p12
                ssl.keyStore.password=hush1
                ssl.trustStore.location=/t.jks
                ssl.trustStore.password=hush2
                SASLAuthenticationProvider.superPassword=hush5
                DigestAuthenticationProvider.superDigest=super:hush3
                """;

        ServerConfig config = fixture.parseMore(secrets).config();

        assertThat(config.toString()).doesNotContain("hush").contains("password=<hidden>");
        assertThatThrownBy(() -> fixture.parseMore("DigestAuthenticationProvider.superDigest=hush4"))
                .hasMessageContaining("<hidden>")
                .hasMessageNotContaining("hush4");
    }
}
