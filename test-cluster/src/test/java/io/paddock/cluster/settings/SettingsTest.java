package io.paddock.cluster.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.paddock.cluster.ensemble.EnsembleSettings;
import io.paddock.cluster.ensemble.LocalEnsemble;
import io.paddock.cluster.ensemble.ServerKind;
import io.paddock.cluster.time.Deadline;
import io.paddock.cluster.workload.OfficialClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.ZooDefs.Perms;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.data.ACL;
import org.apache.zookeeper.data.Id;
import org.apache.zookeeper.data.Stat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each of the three ways of giving a setting, on a real server. */
final class SettingsTest {
    private static final int TIMEOUT_MS = 20_000;
    /** {@code super:secret}, in SHA-1. */
    private static final String SUPER_DIGEST = "super:lK75jTNcA+U9vtVEw5vB51mj/w4=";

    /** A way of giving a setting. */
    enum Way {
        FILE,
        FILE_WITH_PREFIX,
        SYSTEM_PROPERTY;

        EnsembleSettings give(EnsembleSettings settings, String key, String value) {
            return switch (this) {
                case FILE -> settings.withConfig(key, value);
                case FILE_WITH_PREFIX -> settings.withConfig("zookeeper." + key, value);
                case SYSTEM_PROPERTY -> settings.withJvmArgument("-Dzookeeper." + key + "=" + value);
            };
        }
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void aSettingTakesEffectInWhicheverWayItIsGiven(Way way) throws Exception {
        EnsembleSettings settings = EnsembleSettings.of(ServerKind.PADDOCK, 1);
        settings = way.give(settings, "extendedTypesEnabled", "true");
        settings = way.give(settings, "enforceQuota", "true");
        settings = way.give(settings, "znode.container.checkIntervalMs", "50");
        settings = way.give(settings, "znode.container.maxPerMinute", "60000");
        settings = way.give(settings, "DigestAuthenticationProvider.superDigest", SUPER_DIGEST);
        settings = way.give(settings, "jute.maxbuffer", "5000");
        settings = way.give(settings, "maxSessionTimeout", "9000");
        try (LocalEnsemble ensemble = LocalEnsemble.start(settings);
                OfficialClient client = OfficialClient.connect(ensemble.connectString(), TIMEOUT_MS)) {
            ZooKeeper zk = client.zookeeper();

            assertThat(zk.getSessionTimeout()).as("maxSessionTimeout").isEqualTo(9000);
            zk.create("/ttl", null, Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT_WITH_TTL, new Stat(), 1_000_000);
            assertThatAHardQuotaIsEnforced(zk);
            assertThatAnEmptiedContainerGoes(zk);
            assertThatTheSuperUserMayDoEverything(zk);
            assertThatThrownBy(() -> zk.setData("/", new byte[6000], -1))
                    .as("jute.maxbuffer")
                    .isInstanceOf(KeeperException.ConnectionLossException.class);
        }
    }

    @Test
    void withoutThemTheDefaultsOfZooKeeperHold() throws Exception {
        try (LocalEnsemble ensemble = LocalEnsemble.start(EnsembleSettings.of(ServerKind.PADDOCK, 1));
                OfficialClient client = OfficialClient.connect(ensemble.connectString(), Integer.MAX_VALUE)) {
            ZooKeeper zk = client.zookeeper();

            assertThat(zk.getSessionTimeout()).isEqualTo(40_000);
            assertThatThrownBy(() -> zk.create(
                            "/ttl", null, Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT_WITH_TTL, new Stat(), 1_000_000))
                    .isInstanceOf(KeeperException.UnimplementedException.class);
            limit(zk);
            zk.create("/q/a", null, Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
            zk.create("/q/b", null, Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
        }
    }

    @ParameterizedTest
    @EnumSource(ServerKind.class)
    void aLimitThatIsPassedIsToldInTheLog(ServerKind kind) throws Exception {
        EnsembleSettings settings = EnsembleSettings.of(kind, 1).withJvmArgument("-Dzookeeper.enforceQuota=true");
        try (LocalEnsemble ensemble = LocalEnsemble.start(settings);
                OfficialClient client = OfficialClient.connect(ensemble.connectString(), TIMEOUT_MS)) {
            ZooKeeper zk = client.zookeeper();
            limit(zk);
            zk.setData(
                    "/zookeeper/quota/q/zookeeper_limits",
                    "count=1,bytes=2=;byteHardLimit=3".getBytes(StandardCharsets.UTF_8),
                    -1);

            zk.create("/q/a", new byte[3], Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
            assertThatThrownBy(() -> zk.setData("/q/a", new byte[4], -1))
                    .isInstanceOf(KeeperException.QuotaExceededException.class);

            Deadline.in(Duration.ofSeconds(20))
                    .await(
                            "two lines in the log",
                            () -> toldOfQuotas(ensemble)
                                    .equals(List.of(
                                            "Quota exceeded: /q [current count=2, softCountLimit=1]",
                                            "Quota exceeded: /q [current bytes=4, hardByteLimit=3]")));
        }
    }

    private static List<String> toldOfQuotas(LocalEnsemble ensemble) {
        try {
            return Files.readAllLines(ensemble.server(1).log()).stream()
                    .filter(line -> line.contains("WARN") && line.contains("Quota exceeded"))
                    .map(line -> line.substring(
                            line.indexOf("Quota exceeded"), line.indexOf(']', line.indexOf("Quota exceeded")) + 1))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void assertThatAHardQuotaIsEnforced(ZooKeeper zk) throws Exception {
        limit(zk);
        zk.create("/q/a", null, Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
        assertThatThrownBy(() -> zk.create("/q/b", null, Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT))
                .as("enforceQuota")
                .isInstanceOf(KeeperException.QuotaExceededException.class);
    }

    /** Two znodes at most, the quota's own root included. */
    private static void limit(ZooKeeper zk) throws Exception {
        zk.create("/q", null, Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
        zk.create("/zookeeper/quota/q", null, Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
        zk.create(
                "/zookeeper/quota/q/zookeeper_limits",
                "count=-1,bytes=-1=;byteHardLimit=-1;countHardLimit=2".getBytes(StandardCharsets.UTF_8),
                Ids.OPEN_ACL_UNSAFE,
                CreateMode.PERSISTENT);
        zk.create(
                "/zookeeper/quota/q/zookeeper_stats",
                "count=1,bytes=0".getBytes(StandardCharsets.UTF_8),
                Ids.OPEN_ACL_UNSAFE,
                CreateMode.PERSISTENT);
    }

    private static void assertThatAnEmptiedContainerGoes(ZooKeeper zk) throws Exception {
        zk.create("/container", null, Ids.OPEN_ACL_UNSAFE, CreateMode.CONTAINER);
        zk.create("/container/child", null, Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
        zk.delete("/container/child", -1);

        Deadline.in(Duration.ofSeconds(20)).await("znode.container.checkIntervalMs: it is gone", () -> isGone(zk));
    }

    private static boolean isGone(ZooKeeper zk) throws InterruptedException {
        try {
            return zk.exists("/container", false) == null;
        } catch (KeeperException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void assertThatTheSuperUserMayDoEverything(ZooKeeper zk) throws Exception {
        List<ACL> nobody = new ArrayList<>(List.of(new ACL(Perms.READ, new Id("digest", "nobody:x"))));
        zk.create("/closed", new byte[0], nobody, CreateMode.PERSISTENT);
        assertThatThrownBy(() -> zk.getData("/closed", false, null))
                .isInstanceOf(KeeperException.NoAuthException.class);

        zk.addAuthInfo("digest", "super:secret".getBytes(StandardCharsets.UTF_8));

        assertThat(zk.getData("/closed", false, null)).as("superDigest").isEmpty();
    }
}
