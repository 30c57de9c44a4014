package io.paddock.cluster.workload;

import io.paddock.cluster.checker.FinalNode;
import io.paddock.cluster.checker.FinalState;
import io.paddock.cluster.history.Attempt;
import io.paddock.cluster.history.History;
import io.paddock.cluster.time.Deadline;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.zookeeper.KeeperException;

/** Several clients that write at the same time, each to nodes of its own and to shared ones. Owned by one thread. */
public final class Workload implements AutoCloseable {
    private static final int READER_TIMEOUT_MS = 30_000;

    private final History history = new History();
    private final List<WritingClient> clients = new ArrayList<>();

    private Workload() {}

    /** Makes the nodes and starts so many clients, each with all the servers to choose from. */
    public static Workload start(String connectString, int clients, int timeoutMs)
            throws IOException, InterruptedException, KeeperException {
        Workload workload = new Workload();
        try (OfficialClient maker = OfficialClient.connect(connectString, READER_TIMEOUT_MS)) {
            WorkNodes.make(maker.zookeeper(), clients);
        }
        for (int id = 0; id < clients; id++) {
            OfficialClient client = OfficialClient.connect(connectString, timeoutMs);
            workload.clients.add(new WritingClient(id, client, workload.history));
        }
        workload.clients.forEach(WritingClient::start);
        return workload;
    }

    /** Waits until every client has done so many more rounds in which each write was answered. */
    public void awaitRounds(int more, Deadline deadline) throws InterruptedException {
        Map<Integer, Integer> before = rounds();
        deadline.await("every one of " + clients + " writes", () -> {
            clients.forEach(Workload::failOnFailure);
            return rounds().entrySet().stream()
                    .allMatch(entry -> entry.getValue() >= before.get(entry.getKey()) + more);
        });
    }

    private Map<Integer, Integer> rounds() {
        return clients.stream().collect(Collectors.toMap(WritingClient::id, WritingClient::roundsDone));
    }

    private static void failOnFailure(WritingClient client) {
        client.failure().ifPresent(failure -> {
            throw new IllegalStateException("expected " + client + " to go on", failure);
        });
    }

    /** Ends the writing; the sessions stay, and with them their ephemerals. */
    public void stop() throws InterruptedException {
        for (WritingClient client : clients) {
            client.stop();
        }
        clients.forEach(Workload::failOnFailure);
    }

    /** Whether some client was told that its session is over. */
    public boolean hasLostSession() {
        return clients.stream().anyMatch(WritingClient::isExpired);
    }

    /** All attempts so far. */
    public List<Attempt> attempts() {
        return history.all();
    }

    /** For people: how many attempts had which fate. */
    public String summary() {
        return history.summary();
    }

    /** Reads, behind a sync, what one server shows of the workload's nodes. Call it after {@link #stop}. */
    public FinalState read(String server) throws IOException, InterruptedException, KeeperException {
        Map<Integer, Long> sessions =
                clients.stream().collect(Collectors.toMap(WritingClient::id, WritingClient::sessionId));
        try (OfficialClient reader = OfficialClient.connect(server, READER_TIMEOUT_MS)) {
            reader.zookeeper().sync(WorkNodes.ROOT);
            SortedMap<String, FinalNode> nodes = new TreeMap<>();
            TreeReader.read(reader.zookeeper(), WorkNodes.ROOT).forEach(node -> nodes.put(node.path(), node));
            return new FinalState(nodes, sessions);
        }
    }

    /** Ends the writing and the sessions. */
    @Override
    public void close() {
        clients.forEach(WritingClient::stopSoon);
        clients.forEach(WritingClient::close);
    }
}
