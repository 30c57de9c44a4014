package io.paddock.server.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeenServersTest {

    @TempDir
    private Path directory;

    @Test
    void whoTookPartIsRememberedAlsoAfterARestart() throws IOException {
        SeenServers seen = SeenServers.open(directory);
        assertThat(seen.record(3, 7)).isZero();
        seen.membersAre(Set.of(1, 2, 3));

        assertThat(seen.last(3)).isEqualTo(7);
        assertThat(SeenServers.open(directory).last(3)).isEqualTo(7);
    }

    @Test
    void aServerThatWasRemovedIsForgottenAlsoIfItGoesOnCalling() throws IOException {
        SeenServers seen = SeenServers.open(directory);
        seen.record(3, 7);
        seen.membersAre(Set.of(1, 2, 3));
        seen.membersAre(Set.of(1, 2));

        assertThat(seen.record(3, 7)).isZero();
        assertThat(seen.last(3)).isZero();
        assertThat(SeenServers.open(directory).last(3)).isZero();
    }

    @Test
    void itIsRememberedAgainOnceItIsAMemberAgain() throws IOException {
        SeenServers seen = SeenServers.open(directory);
        seen.record(3, 7);
        seen.membersAre(Set.of(1, 2, 3));
        seen.membersAre(Set.of(1, 2));
        seen.record(3, 9);

        SeenServers restarted = SeenServers.open(directory);
        restarted.membersAre(Set.of(1, 2, 3));
        assertThat(restarted.last(3)).isEqualTo(9);
        assertThat(SeenServers.open(directory).last(3)).isEqualTo(9);
    }
}
