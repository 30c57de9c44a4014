package io.paddock.server.peer;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.paddock.server.FreePorts;
import io.paddock.server.io.EventLoops;
import io.paddock.server.raft.SnapshotFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** A real peer channel on a free port, whose handler writes down what comes. */
final class TestPeer implements PeerHandler, AutoCloseable {

    private final List<String> events = new CopyOnWriteArrayList<>();
    private final List<String> halts = new CopyOnWriteArrayList<>();
    private final SnapshotFiles snapshots;
    private final EventLoops loops = EventLoops.start(1);
    private final PeerChannel channel;
    private volatile boolean leads = true;
    private volatile Standing standing = Standing.UNDECIDED;

    private TestPeer(PeerSettings settings, Path directory, SnapshotFiles snapshots, long nowMs) throws IOException {
        this.snapshots = snapshots;
        IdentityMarker identity = IdentityMarker.open(directory, settings.cluster(), settings.serverId(), nowMs);
        channel = new PeerChannel(
                settings,
                identity,
                directory,
                snapshots,
                this,
                loops,
                (reason, cause) -> halts.add(reason + ": " + cause));
    }

    /** Where the servers 1 to {@code count} are. */
    static Map<Integer, PeerAddress> addresses(int count) {
        Map<Integer, PeerAddress> addresses = new HashMap<>();
        for (int id = 1; id <= count; id++) {
            addresses.put(id, new PeerAddress("127.0.0.1", FreePorts.next()));
        }
        return addresses;
    }

    static PeerSettings settings(int id, String cluster, Map<Integer, PeerAddress> all) {
        Map<Integer, PeerAddress> others = new HashMap<>(all);
        others.remove(id);
        return new PeerSettings(
                id,
                cluster,
                "127.0.0.1",
                all.get(id).port(),
                others,
                false,
                PeerSettings.FRAME_BYTES_MAX,
                10_000,
                500,
                Optional.empty());
    }

    static TestPeer start(int id, Map<Integer, PeerAddress> all, Path directory) throws IOException {
        return start(settings(id, "test", all), directory, System.currentTimeMillis());
    }

    static TestPeer start(PeerSettings settings, Path directory, long nowMs) throws IOException {
        Path own = directory.resolve("server" + settings.serverId());
        Files.createDirectories(own);
        return start(settings, own, SnapshotFiles.open(own.resolve("snapshots")), nowMs);
    }

    /** One that serves the snapshots of somebody else. */
    static TestPeer start(PeerSettings settings, Path directory, SnapshotFiles snapshots) throws IOException {
        Path own = directory.resolve("server" + settings.serverId());
        Files.createDirectories(own);
        return start(settings, own, snapshots, System.currentTimeMillis());
    }

    private static TestPeer start(PeerSettings settings, Path own, SnapshotFiles snapshots, long nowMs)
            throws IOException {
        TestPeer peer = new TestPeer(settings, own, snapshots, nowMs);
        peer.channel.start();
        return peer;
    }

    PeerChannel channel() {
        return channel;
    }

    SnapshotFiles snapshots() {
        return snapshots;
    }

    List<String> events() {
        return events;
    }

    List<String> halts() {
        return halts;
    }

    void leads(boolean does) {
        leads = does;
    }

    void standing(Standing known) {
        standing = known;
    }

    @Override
    public boolean onBatch(int server, byte[] batch) {
        events.add("batch " + server + " " + new String(batch, UTF_8));
        return leads;
    }

    @Override
    public void onSessionReport(int server, SessionReport report) {
        events.add("report " + server + " " + report);
    }

    @Override
    public void onChannelUp(int leader) {
        events.add("up " + leader);
    }

    @Override
    public void onChannelDown(int leader) {
        events.add("down " + leader);
    }

    @Override
    public void onNotLeader(int server) {
        events.add("not leader " + server);
    }

    @Override
    public Standing standing(int server) {
        return standing;
    }

    @Override
    public byte[] onChangeRequest(int server, byte[] request) {
        events.add("change " + server + " " + new String(request, UTF_8));
        return "changed".getBytes(UTF_8);
    }

    @Override
    public byte[] status() {
        return "fine".getBytes(UTF_8);
    }

    @Override
    public void close() {
        channel.close();
        loops.close();
    }
}
