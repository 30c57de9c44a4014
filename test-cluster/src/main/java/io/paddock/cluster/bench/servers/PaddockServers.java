package io.paddock.cluster.bench.servers;

import io.paddock.cluster.bench.measure.BenchFailure;
import io.paddock.cluster.ensemble.FreePorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Paddock as its users start it: a zoo.cfg for each server, {@code bin/start-server.sh --daemon}, {@code bin/stop-server.sh}.
 *
 * <p>The servers outlive this process by nature, so it stops them when it ends, however it ends but by SIGKILL.
 */
public final class PaddockServers implements OwnServers {
    private static final Duration SCRIPT_PATIENCE = Duration.ofMinutes(15);

    private final String name;
    private final Path home;
    private final ServerSetup setup;
    private final List<Place> places = new ArrayList<>();
    private final Map<Integer, ProcessHandle> killed = new HashMap<>();
    private DaemonFolder folder;

    /**
     * Servers that are not started yet.
     *
     * @param home the folder that Paddock lies in, the one with {@code bin}
     */
    public PaddockServers(String name, Path home, ServerSetup setup) {
        this.name = name;
        this.home = home;
        this.setup = setup;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public ServerSetup setup() {
        return setup;
    }

    @Override
    public OwnServers with(ServerSetup newSetup) {
        return new PaddockServers(name, home, newSetup);
    }

    @Override
    public void prepare() {
        if (!Files.isExecutable(home.resolve("bin/start-server.sh"))) {
            throw new BenchFailure("there is no bin/start-server.sh in " + home);
        }
        try {
            layOut();
        } catch (IOException e) {
            close();
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void start() {
        prepare();
        try {
            List<Process> scripts = new ArrayList<>();
            for (int server = 0; server < setup.size(); server++) {
                scripts.add(launch(server));
            }
            for (int server = 0; server < setup.size(); server++) {
                awaitScript(scripts.get(server), places.get(server));
            }
            awaitServing();
        } catch (IOException e) {
            close();
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private void layOut() throws IOException {
        folder = DaemonFolder.create();
        places.clear();
        for (int server = 0; server < setup.size(); server++) {
            Path data = Files.createDirectories(
                    folder.path().resolve("server-" + (server + 1)).resolve("data"));
            places.add(new Place(data, FreePorts.next(), FreePorts.next(), FreePorts.next()));
        }
        for (int server = 0; server < setup.size(); server++) {
            Place place = places.get(server);
            Files.writeString(place.data().resolve("myid"), (server + 1) + "\n");
            Files.write(place.config(), configLines(place));
        }
    }

    private List<String> configLines(Place place) {
        Map<String, String> lines = new LinkedHashMap<>();
        lines.put("tickTime", "2000");
        lines.put("initLimit", "10");
        lines.put("syncLimit", "5");
        lines.put("maxClientCnxns", "0");
        lines.put("dataDir", place.data().toString());
        lines.put("clientPort", Integer.toString(place.clientPort()));
        lines.put("clientPortAddress", "127.0.0.1");
        lines.put("4lw.commands.whitelist", "*");
        if (setup.size() > 1) {
            for (int peer = 0; peer < setup.size(); peer++) {
                lines.put(
                        "server." + (peer + 1),
                        "127.0.0.1:" + places.get(peer).raftPort() + ":"
                                + places.get(peer).peerPort());
            }
        }
        lines.putAll(setup.config());
        return lines.entrySet().stream()
                .map(line -> line.getKey() + "=" + line.getValue())
                .toList();
    }

    private Process launch(int server) throws IOException {
        return script("start-server.sh", places.get(server), "--daemon");
    }

    private Process script(String script, Place place, String... options) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(home.resolve("bin").resolve(script).toString());
        command.addAll(List.of(options));
        command.add(place.config().toString());
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(home.toFile())
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(place.scriptLog().toFile()));
        builder.environment().put("PADDOCK_HEAP", setup.heap());
        Process process = builder.start();
        process.getOutputStream().close();
        folder.note(process);
        return process;
    }

    private void awaitScript(Process script, Place place) throws IOException {
        try {
            if (!script.waitFor(SCRIPT_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new BenchFailure("a script of Paddock took longer than " + SCRIPT_PATIENCE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchFailure("interrupted", e);
        }
        if (script.exitValue() != 0) {
            throw new BenchFailure("a script of Paddock ended with status " + script.exitValue() + ": "
                    + Files.readString(place.scriptLog()).strip());
        }
    }

    @Override
    public List<InetSocketAddress> addresses() {
        return places.stream()
                .map(place -> new InetSocketAddress(InetAddress.getLoopbackAddress(), place.clientPort()))
                .toList();
    }

    @Override
    public void kill(int server) {
        ProcessHandle process = process(server);
        process.destroyForcibly();
        // Not waited for: it is no child of this process, which would look for its end ever more rarely.
        killed.put(server, process);
    }

    @Override
    public void stop(int server) {
        Place place = places.get(server);
        try {
            awaitScript(script("stop-server.sh", place), place);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void startAgain(int server) {
        Place place = places.get(server);
        if (killed.containsKey(server)) {
            killed.remove(server).onExit().join();
        }
        try {
            awaitScript(launch(server), place);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public ProcessHandle process(int server) {
        Path data = places.get(server).data();
        return DaemonFolder.processOf(data)
                .orElseThrow(() -> new BenchFailure("the server with its data in " + data + " has ended"));
    }

    @Override
    public Path dataFolder(int server) {
        return places.get(server).data();
    }

    @Override
    public void close() {
        if (folder == null) {
            return;
        }
        List<Process> scripts = new ArrayList<>();
        try {
            for (Place place : places) {
                if (DaemonFolder.processOf(place.data()).isPresent()) {
                    scripts.add(script("stop-server.sh", place));
                }
            }
            for (Process script : scripts) {
                script.onExit().join();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            folder.close();
            folder = null;
        }
    }

    /** Where a server lives. */
    private record Place(Path data, int clientPort, int raftPort, int peerPort) {
        Path config() {
            return data.resolveSibling("zoo.cfg");
        }

        Path scriptLog() {
            return data.resolveSibling("scripts.log");
        }
    }
}
