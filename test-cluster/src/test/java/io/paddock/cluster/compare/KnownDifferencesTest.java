package io.paddock.cluster.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
}
