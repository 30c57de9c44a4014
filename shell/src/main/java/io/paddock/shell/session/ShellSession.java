package io.paddock.shell.session;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.paddock.shell.outcome.KeeperFailures;
import io.paddock.shell.outcome.ShellFailure;
import io.paddock.shell.output.Json;
import io.paddock.shell.output.Output;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.apache.zookeeper.AddWatchMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.admin.ZooKeeperAdmin;
import org.apache.zookeeper.client.ConnectStringParser;
import org.apache.zookeeper.data.Id;

/**
 * The shell's connection over its whole life: opened at first need, told when lost, re-made when its session expired,
 * with the watches and credentials of the old one.
 *
 * <p>Used by the thread that runs commands; the ZooKeeper client's event thread calls back. Guarded by itself, but for
 * calls into the client.
 */
public final class ShellSession {
    private static final long COMPLETION_TIMEOUT_MS = 1_000;
    private static final long OPEN_TIMEOUT_MS = 2_000;

    private final Output output;
    private final WatchRegistry watches = new WatchRegistry();
    private final List<Credential> addedCredentials = new CopyOnWriteArrayList<>();
    private final WorkingPath workingPath = new WorkingPath();
    private volatile boolean isPrintingWatches = true;

    @GuardedBy("this")
    private SessionSettings settings;

    @GuardedBy("this")
    private Optional<Connection> connection = Optional.empty();

    @GuardedBy("this")
    private boolean isClosedByUser;

    /** A session that connects when first used. */
    public ShellSession(SessionSettings settings, Output output) {
        this.settings = settings;
        this.output = output;
    }

    /** The client, connected. Waits for the connection up to the set time, then fails and says why there is none. */
    public ZooKeeperAdmin zooKeeper() throws InterruptedException {
        Connection current = current();
        int timeoutMs = settings().connectTimeoutMs();
        return switch (current.awaitSettled(timeoutMs)) {
            case CONNECTED -> current.zooKeeper();
            case CONNECTING, LOST ->
                throw ShellFailure.noConnection("No connection to " + servers() + " within " + timeoutMs + " ms: "
                        + ConnectionDiagnosis.of(servers()));
            case AUTHENTICATION_FAILED ->
                // The words of the error that the command meets which is under way when the refusal comes.
                throw KeeperFailures.of(KeeperException.create(KeeperException.Code.AUTHFAILED));
            case EXPIRED, CLOSED -> throw ShellFailure.noConnection("Not connected");
        };
    }

    /** Connects; tells where that takes longer than a person wants to wait, and leaves it to go on by itself. */
    public void open() throws InterruptedException {
        Connection.Phase phase = current().awaitSettled(OPEN_TIMEOUT_MS);
        if (phase != Connection.Phase.CONNECTED) {
            output.remark("Not connected yet: " + ConnectionDiagnosis.of(servers()) + "; still trying");
        }
    }

    /** Leaves the servers and turns to others. Watches and added credentials stay behind, as with zkCli. */
    public void connect(String servers) throws InterruptedException {
        checkServers(servers);
        closeConnection();
        watches.clear();
        addedCredentials.clear();
        synchronized (this) {
            settings = settings.withServers(servers);
            isClosedByUser = false;
        }
        current();
    }

    /** Ends the session; commands fail until {@link #connect}. */
    public void close() throws InterruptedException {
        synchronized (this) {
            isClosedByUser = true;
        }
        closeConnection();
        watches.clear();
    }

    /** A session of its own with these servers, by the same settings and identities. The caller closes it. */
    public OtherSession open(String servers) {
        checkServers(servers);
        List<Credential> credentials = new ArrayList<>(settings().credentials());
        credentials.addAll(addedCredentials);
        return new OtherSession(settings().withServers(servers).withCredentials(credentials));
    }

    /** The ids that the ACL scheme {@code auth} stands for, as far as they can be told from here. */
    public List<Id> authenticatedIds() {
        List<Credential> credentials = new ArrayList<>(settings().credentials());
        credentials.addAll(addedCredentials);
        return credentials.stream()
                .map(Credential::id)
                .flatMap(Optional::stream)
                .toList();
    }

    /** The addresses of the servers in use. */
    public List<InetSocketAddress> addresses() {
        checkServers(servers());
        return new ConnectStringParser(servers()).getServerAddresses();
    }

    /** The connect string in use. */
    public String servers() {
        return settings().servers();
    }

    /** The path on the servers that is the root of this session; empty for the whole tree. */
    public String chroot() {
        return Optional.ofNullable(new ConnectStringParser(servers()).getChrootPath())
                .orElse("");
    }

    /** The state of the connection in the client's words, for the prompt. */
    public String state() {
        return connection().map(it -> it.zooKeeper().getState().toString()).orElse("CLOSED");
    }

    /** The names of a znode's children, or none where they cannot be had at once: a prompt must not hang. */
    public List<String> childrenForCompletion(String path) {
        CompletableFuture<List<String>> names = new CompletableFuture<>();
        Optional<Connection> current = connection().filter(it -> it.phase() == Connection.Phase.CONNECTED);
        if (current.isEmpty()) {
            return List.of();
        }
        current.get()
                .zooKeeper()
                .getChildren(
                        path,
                        false,
                        (rc, p, ctx, children) -> names.complete(children == null ? List.of() : children),
                        null);
        return names.completeOnTimeout(List.of(), COMPLETION_TIMEOUT_MS, TimeUnit.MILLISECONDS)
                .join();
    }

    /** Where the user stands in the tree. */
    public WorkingPath workingPath() {
        return workingPath;
    }

    /** Adds an identity, now and in every session made after this one. */
    public void authenticate(Credential credential) throws InterruptedException {
        zooKeeper().addAuthInfo(credential.scheme(), credential.secret());
        addedCredentials.add(credential);
    }

    /** Remembers a watch that has been set, so that a new session sets it again. */
    public void watching(String path, WatchKind kind) {
        watches.add(path, kind);
    }

    /** Forgets watches that have been removed. */
    public void notWatching(String path, Collection<WatchKind> kinds) {
        watches.remove(path, kinds);
    }

    /** Whether watch events are printed. */
    public boolean isPrintingWatches() {
        return isPrintingWatches;
    }

    /** Turns the printing of watch events on or off. */
    public void printWatches(boolean on) {
        isPrintingWatches = on;
    }

    private synchronized SessionSettings settings() {
        return settings;
    }

    private synchronized Optional<Connection> connection() {
        return connection;
    }

    private synchronized Connection current() {
        if (isClosedByUser) {
            throw ShellFailure.noConnection("Not connected");
        }
        if (connection.isEmpty()) {
            checkServers(settings.servers());
            connection = Optional.of(new Connection(settings, new Events()));
        }
        return connection.get();
    }

    private static void checkServers(String servers) {
        try {
            ConnectStringParser parsed = new ConnectStringParser(servers);
            if (parsed.getServerAddresses().isEmpty()) {
                throw ShellFailure.usage("Bad server list '" + servers + "': it names no server");
            }
        } catch (IllegalArgumentException e) {
            throw ShellFailure.usage("Bad server list '" + servers + "': " + e.getMessage());
        }
    }

    private void closeConnection() throws InterruptedException {
        Optional<Connection> old;
        synchronized (this) {
            old = connection;
            connection = Optional.empty();
        }
        if (old.isPresent()) {
            old.get().close();
        }
    }

    private synchronized boolean isCurrent(Connection candidate) {
        return connection.filter(it -> it == candidate).isPresent();
    }

    private void replaceExpired() {
        Connection fresh;
        synchronized (this) {
            connection = Optional.empty();
            fresh = current();
        }
        for (Credential credential : addedCredentials) {
            fresh.zooKeeper().addAuthInfo(credential.scheme(), credential.secret());
        }
        List<WatchRegistry.Entry> entries = watches.entries();
        entries.forEach(entry -> setAgain(fresh.zooKeeper(), entry));
        output.remarkAside("The session expired: its ephemeral znodes are gone. A new one is made"
                + (entries.isEmpty() ? "." : "; watches set again: " + entries.size() + "."));
    }

    /** Asynchronous, because this runs on an event thread and the new session may not be up yet. */
    private void setAgain(ZooKeeperAdmin zooKeeper, WatchRegistry.Entry entry) {
        String path = entry.path();
        switch (entry.kind()) {
            case DATA -> zooKeeper.getData(path, true, (rc, p, ctx, data, stat) -> tellIfLost(rc, entry), null);
            case EXISTS -> zooKeeper.exists(path, true, (rc, p, ctx, stat) -> {}, null);
            case CHILDREN -> zooKeeper.getChildren(path, true, (rc, p, ctx, names) -> tellIfLost(rc, entry), null);
            case PERSISTENT ->
                zooKeeper.addWatch(path, AddWatchMode.PERSISTENT, (rc, p, ctx) -> tellIfLost(rc, entry), null);
            case PERSISTENT_RECURSIVE ->
                zooKeeper.addWatch(
                        path, AddWatchMode.PERSISTENT_RECURSIVE, (rc, p, ctx) -> tellIfLost(rc, entry), null);
        }
    }

    private void tellIfLost(int resultCode, WatchRegistry.Entry entry) {
        if (resultCode != 0) {
            watches.remove(entry.path(), List.of(entry.kind()));
            output.remarkAside("The watch on " + entry.path() + " could not be set again (error " + resultCode + ")");
        }
    }

    private void print(WatchedEvent event) {
        if (output.isJson()) {
            output.aside(Json.object("event", Json.string(event.getType().name()))
                    .and("path", Json.string(event.getPath()))
                    .and("zxid", Json.hex(event.getZxid()))
                    .toString());
        } else {
            output.aside(
                    System.lineSeparator() + "WATCHER::" + System.lineSeparator() + System.lineSeparator() + event);
        }
    }

    /** What the client tells, on its event thread. */
    private final class Events implements Connection.Listener {
        @Override
        public void moved(Connection connection, Connection.Phase before, Connection.Phase now) {
            if (!isCurrent(connection)) {
                return;
            }
            switch (now) {
                case CONNECTED -> {
                    if (before == Connection.Phase.LOST) {
                        output.remarkAside("Connected again to " + servers());
                    }
                }
                case LOST -> output.remarkAside("Connection to " + servers() + " lost; trying to re-make it");
                case EXPIRED -> replaceExpired();
                case AUTHENTICATION_FAILED, CONNECTING, CLOSED -> {
                    // The command that is running, or the next one, tells.
                }
            }
        }

        @Override
        public void fired(Connection connection, WatchedEvent event) {
            if (!isCurrent(connection)) {
                return;
            }
            watches.fired(event.getPath(), event.getType());
            if (isPrintingWatches) {
                print(event);
            }
        }
    }
}
