package io.paddock.cluster.ensemble;

import io.paddock.cluster.time.Deadline;
import io.paddock.cluster.wire.RawClient;
import io.paddock.cluster.wire.Request;
import io.paddock.cluster.wire.Requests;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** One server of two that serves a client for a moment and writes down, at its end, which classes it has loaded. */
final class ClassRecording {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int TICK_TIME_MS = 500;
    private static final int SESSION_TIMEOUT_MS = 10_000;

    private ClassRecording() {}

    /** Makes the archive of a kind. */
    static void record(ServerKind kind, Path archive) throws IOException, InterruptedException {
        EnsembleSettings settings = EnsembleSettings.of(kind, 2).withTickTimeMs(TICK_TIME_MS);
        try (LocalEnsemble ensemble = LocalEnsemble.prepare(settings)) {
            ServerProcess recorded = ensemble.server(1);
            recorded.startWithoutArchive(List.of("-XX:ArchiveClassesAtExit=" + archive));
            ensemble.server(2).startWithoutArchive(List.of());
            ensemble.awaitServing();
            serve(recorded);
            recorded.stop();
        }
    }

    private static void serve(ServerProcess server) throws IOException, InterruptedException {
        Deadline deadline = Deadline.in(PATIENCE);
        try (RawClient client = RawClient.openSession(server.address(), SESSION_TIMEOUT_MS)) {
            List<Request> requests = List.of(
                    Requests.create(1, "/a", "one", 0),
                    Requests.watchData(2, "/a"),
                    Requests.setData(3, "/a", "two"),
                    Requests.sync(4, "/a"),
                    Requests.exists(5, "/a"),
                    Requests.setAll(6, List.of("/a"), "three"),
                    Requests.delete(7, "/a"),
                    Requests.closeSession(8));
            client.send(requests);
            client.takeReply(requests.get(requests.size() - 1).xid(), deadline);
        }
    }
}
