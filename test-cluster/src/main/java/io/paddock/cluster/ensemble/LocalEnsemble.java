package io.paddock.cluster.ensemble;

import io.paddock.cluster.time.Deadline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/**
 * Servers of one kind that form an ensemble on this machine, in a temporary folder that is deleted on closing unless
 * {@link #keepFiles} was called.
 *
 * <p>Every process is ended by its own id when the ensemble is closed, and also when this JVM exits without closing it.
 * Owned by one thread.
 */
public final class LocalEnsemble implements AutoCloseable {
    private static final Duration START_PATIENCE = Duration.ofSeconds(90);

    private final EnsembleSettings settings;
    private final Path folder;
    private final List<ServerProcess> servers;
    private final List<Ports> ports;
    private final Thread atExit;
    private volatile boolean isKept;
    private volatile boolean isExiting;

    private LocalEnsemble(EnsembleSettings settings, Path folder, List<Ports> ports) {
        this.settings = settings;
        this.folder = folder;
        this.ports = ports;
        this.servers = new CopyOnWriteArrayList<>();
        this.atExit = new Thread(this::clearAwayAtExit, "ensemble-at-exit");
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /** Lays out an ensemble without starting any server of it. */
    public static LocalEnsemble prepare(EnsembleSettings settings) throws IOException {
        Path folder = Files.createTempDirectory("paddock-ensemble-");
        List<Ports> ports = new ArrayList<>();
        for (int id = 1; id <= settings.size(); id++) {
            boolean isObserver = id > settings.size() - settings.observers();
            ports.add(new Ports(isObserver, FreePorts.next(), FreePorts.next(), FreePorts.next()));
        }
        try {
            LocalEnsemble ensemble = new LocalEnsemble(settings, folder, ports);
            for (int id = 1; id <= settings.size(); id++) {
                ensemble.layOut(id);
            }
            return ensemble;
        } catch (IOException | IllegalStateException exiting) {
            ServerFiles.deleteTree(folder);
            throw exiting;
        }
    }

    private ServerProcess layOut(int id) throws IOException {
        Path home = Files.createDirectory(folder.resolve("server-" + id));
        ServerFiles files = new ServerFiles(home);
        files.write(id, configLines(files, id));
        ServerProcess server = new ServerProcess(id, settings, ports.get(id - 1).client(), files);
        servers.add(server);
        return server;
    }

    /**
     * Lays out one server more, with the next id, whose zoo.cfg names all there are and itself; those of the others do not name it. Does not
     * start it.
     */
    public ServerProcess prepareFurther(boolean isObserver) throws IOException {
        ports.add(new Ports(isObserver, FreePorts.next(), FreePorts.next(), FreePorts.next()));
        return layOut(ports.size());
    }

    /** Lays out an empty server in the place of one that is down, with its id and at other ports. Does not start it. */
    public ServerProcess prepareElsewhere(int id) throws IOException {
        if (server(id).isAlive()) {
            throw new IllegalStateException("expected server " + id + " to be down before another takes its place");
        }
        ports.set(
                id - 1,
                new Ports(ports.get(id - 1).isObserver(), FreePorts.next(), FreePorts.next(), FreePorts.next()));
        ServerFiles files = new ServerFiles(Files.createTempDirectory(folder, "server-" + id + "-"));
        files.write(id, configLines(files, id));
        ServerProcess server = new ServerProcess(id, settings, ports.get(id - 1).client(), files);
        servers.set(id - 1, server);
        return server;
    }

    /** The line {@code server.N=...} of a server with its address for clients, as a reconfig wants it. */
    public String line(int id, String role) {
        Ports of = ports.get(id - 1);
        return "server." + id + "=127.0.0.1:" + of.peer() + ":" + of.election() + ":" + role + ";127.0.0.1:"
                + of.client();
    }

    /**
     * Starts all servers and waits until each serves.
     *
     * @throws IllegalStateException when a server ends instead; its files are kept and named
     */
    public static LocalEnsemble start(EnsembleSettings settings) throws IOException, InterruptedException {
        LocalEnsemble ensemble = prepare(settings);
        try {
            for (ServerProcess server : ensemble.servers) {
                server.start();
            }
            ensemble.awaitServing();
            return ensemble;
        } catch (IOException | InterruptedException | RuntimeException e) {
            ensemble.keepFiles();
            ensemble.close();
            throw e;
        }
    }

    private List<String> configLines(ServerFiles files, int id) {
        Map<String, String> lines = new TreeMap<>();
        lines.put("tickTime", Integer.toString(settings.tickTimeMs()));
        lines.put("initLimit", "10");
        lines.put("syncLimit", "5");
        lines.put("dataDir", files.data().toString());
        lines.put("clientPort", Integer.toString(ports.get(id - 1).client()));
        lines.put("clientPortAddress", "127.0.0.1");
        lines.put("maxClientCnxns", "0");
        lines.put("4lw.commands.whitelist", "*");
        if (settings.kind() == ServerKind.ZOOKEEPER) {
            lines.put("admin.enableServer", "false");
        }
        if (ports.size() > 1) {
            for (int peer = 1; peer <= ports.size(); peer++) {
                Ports of = ports.get(peer - 1);
                lines.put(
                        "server." + peer,
                        "127.0.0.1:" + of.peer() + ":" + of.election() + (of.isObserver() ? ":observer" : ""));
            }
        }
        lines.putAll(settings.config());
        return lines.entrySet().stream()
                .map(line -> line.getKey() + "=" + line.getValue())
                .toList();
    }

    /** What it was made from. */
    public EnsembleSettings settings() {
        return settings;
    }

    /** All servers, in the order of their ids. */
    public List<ServerProcess> servers() {
        return servers;
    }

    /** The server with this id, from 1. */
    public ServerProcess server(int id) {
        return servers.get(id - 1);
    }

    /** All client addresses, as clients' connect strings want them. */
    public String connectString() {
        return servers.stream().map(ServerProcess::connectString).collect(Collectors.joining(","));
    }

    /** Where the servers' files are. */
    public Path folder() {
        return folder;
    }

    /** Waits until every server that runs serves clients. */
    public void awaitServing() throws IOException, InterruptedException {
        Deadline deadline = Deadline.in(START_PATIENCE);
        for (ServerProcess server : servers) {
            if (server.isAlive()) {
                server.awaitServing(deadline);
            }
        }
    }

    /**
     * Waits until exactly one of the servers that answer says it leads (or stands alone), and gives that one. The caller
     * makes sure that no paused server is left that still believes to lead.
     */
    public ServerProcess awaitLeader(Duration patience) throws InterruptedException {
        List<ServerProcess> found = new ArrayList<>();
        Deadline.in(patience).await("one server of " + connectString() + " leads, files in " + folder, () -> {
            found.clear();
            servers.stream().filter(LocalEnsemble::isLeading).forEach(found::add);
            return found.size() == 1;
        });
        return found.get(0);
    }

    private static boolean isLeading(ServerProcess server) {
        Optional<String> role = server.isAlive() ? server.words().role() : Optional.empty();
        return role.filter(name -> name.equals("leader") || name.equals("standalone"))
                .isPresent();
    }

    /**
     * Keeps the folder of the servers when the ensemble is closed: for a failure that somebody is to look into. Once this
     * JVM is exiting it does nothing: what fails then fails because its servers are gone.
     */
    public void keepFiles() {
        if (!isExiting) {
            isKept = true;
        }
    }

    /**
     * Kills what runs, waits until it is gone and deletes the files, unless they are kept: then says where they are. When
     * this JVM is exiting that is done already, or under way.
     */
    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException exiting) {
            return;
        }
        clearAway();
    }

    private void clearAwayAtExit() {
        isExiting = true;
        clearAway();
    }

    private void clearAway() {
        servers.forEach(ServerProcess::discard);
        servers.forEach(ServerProcess::joinExit);
        if (isKept) {
            System.getLogger(LocalEnsemble.class.getName())
                    .log(System.Logger.Level.WARNING, "logs and data of {0} kept in {1}", settings.kind(), folder);
        } else {
            try {
                ServerFiles.deleteTree(folder);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private record Ports(boolean isObserver, int client, int peer, int election) {}
}
