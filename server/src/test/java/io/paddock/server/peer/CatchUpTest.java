package io.paddock.server.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.paddock.server.raft.StartMode;
import io.paddock.server.raft.SubmitOutcome;
import io.paddock.server.raft.TestEnsemble;
import io.paddock.server.raft.TestNode;
import io.paddock.server.raft.Wait;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
class CatchUpTest {

    @TempDir
    Path directory;

    @Test
    void aFollowerThatWasAwayPastThePurgeCatchesUpThroughThePeerChannel() throws IOException {
        Map<Integer, PeerAddress> all = TestPeer.addresses(3);
        Map<Integer, TestPeer> peers = new HashMap<>();
        try (TestEnsemble ensemble = new TestEnsemble(directory, 3, 0, TestEnsemble.SMALL).start()) {
            for (int id = 1; id <= 3; id++) {
                peers.put(
                        id,
                        TestPeer.start(
                                TestPeer.settings(id, "test", all),
                                directory.resolve("peers"),
                                ensemble.node(id).snapshots()));
            }
            ensemble.useSources(id -> peers.get(id).channel());
            TestNode away = ensemble.follower();
            TestNode leader = ensemble.leader();
            away.stop();

            List<String> written = writeUntilPurged(leader);
            away.start(StartMode.FOUNDING);

            ensemble.awaitEverywhere(written);
            assertThat(away.state().installs()).isPositive();
            assertThat(away.halts()).isEmpty();
        } finally {
            peers.values().forEach(TestPeer::close);
        }
    }

    private static List<String> writeUntilPurged(TestNode leader) {
        List<String> written = new ArrayList<>();
        String filling = "y".repeat(4_000);
        // A snapshot that takes long may be behind: then more is written.
        Wait.until("the purge", () -> {
            String entry = filling + written.size();
            assertThat(leader.write(entry)).isEqualTo(SubmitOutcome.APPLIED);
            written.add(entry);
            return written.size() >= 150 && leader.raft().status().firstIndex() > 50;
        });
        return written;
    }
}
