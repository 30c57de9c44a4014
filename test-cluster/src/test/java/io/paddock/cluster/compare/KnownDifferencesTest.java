package io.paddock.cluster.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.paddock.cluster.script.Step;
import io.paddock.cluster.script.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class KnownDifferencesTest {
    private static final Path PAGE = Path.of("..", "docs", "DIFFERENCES.md");

    @Test
    void thePageListsWhatTheComparisonLetsPass() throws IOException {
        if (Boolean.getBoolean("golden.rewrite")) {
            Files.createDirectories(PAGE.getParent());
            Files.writeString(PAGE, KnownDifferences.page());
        }

        assertThat(PAGE).hasContent(KnownDifferences.page());
    }

    @Test
    void namesAreUnique() {
        assertThat(KnownDifferences.all()).extracting(KnownDifference::id).doesNotHaveDuplicates();
    }

    @Test
    void aConfigurationMayDifferInItsPortsAndItsVersionOnly() {
        String zookeepers = "server.1=127.0.0.1:1:2:participant%0aversion=0";
        String paddocks = "server.1=127.0.0.1:33:44:participant%0aversion=100000001";

        assertThat(explanation("/zookeeper/config", "data", zookeepers, paddocks))
                .contains("config-version");
        assertThat(explanation("/zookeeper/config", "data", zookeepers, paddocks.replace("participant", "observer")))
                .isEmpty();
        assertThat(explanation("/zookeeper/config", "data", zookeepers, paddocks.replace("server.1", "server.2")))
                .isEmpty();
        assertThat(explanation("$/a", "data", zookeepers, paddocks)).isEmpty();
    }

    @Test
    void theZnodeOfTheConfigurationMayBeOlderThanTheRunButNotYounger() {
        assertThat(explanation("/zookeeper/config", "mzxid", "0", "before-1")).contains("config-version");
        assertThat(explanation("/zookeeper/config", "mzxid", "0", "#1")).isEmpty();
        assertThat(explanation("/zookeeper/config", "pzxid", "0", "before-1")).isEmpty();
        assertThat(explanation("/zookeeper/config", "dataLength", "10", "18")).contains("config-version");
        assertThat(explanation("/zookeeper/config", "dataLength", "18", "10")).isEmpty();
    }

    private static Optional<String> explanation(String path, String field, String left, String right) {
        Step step = Step.parse("ann getData path=" + path + " watch=0");
        Difference difference = new Difference(0, step, seen(field, left), seen(field, right), field);
        return KnownDifferences.all().stream()
                .filter(each -> each.covers().test(difference))
                .map(KnownDifference::id)
                .findFirst();
    }

    private static Optional<Observation> seen(String field, String value) {
        return Optional.of(new Observation("ann", "reply", List.of(Value.plain(field, value))));
    }
}
