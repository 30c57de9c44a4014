package io.paddock.cluster.ensemble;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.paddock.cluster.admin.FourLetterWords;
import io.paddock.cluster.time.Deadline;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * One server of an ensemble: a place (folder and ports) that outlives the processes that run in it.
 *
 * <p>Owned by one thread at a time; the ensemble's closing may come from the JVM's shutdown thread, which only kills.
 */
public final class ServerProcess {
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(60);
    private static final Duration ASK_PATIENCE = Duration.ofSeconds(2);

    private final int id;
    private final EnsembleSettings settings;
    private final int clientPort;
    private final ServerFiles files;
    private volatile Optional<Process> process = Optional.empty();
    private final Object startLock = new Object();

    @GuardedBy("startLock")
    private boolean isDiscarded;

    ServerProcess(int id, EnsembleSettings settings, int clientPort, ServerFiles files) {
        this.id = id;
        this.settings = settings;
        this.clientPort = clientPort;
        this.files = files;
    }

    /** The number of the server in the ensemble, from 1. */
    public int id() {
        return id;
    }

    /** Where clients connect. */
    public InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), clientPort);
    }

    /** {@code host:port} as clients' connect strings want it. */
    public String connectString() {
        return "127.0.0.1:" + clientPort;
    }

    /** Its four-letter words. */
    public FourLetterWords words() {
        return new FourLetterWords(address(), ASK_PATIENCE);
    }

    /** Where its data lies. */
    public Path dataFolder() {
        return files.data();
    }

    /** What the processes of this server wrote to their output, one after the other. */
    public Path log() {
        return files.log();
    }

    /** Whether a process of this server runs, a paused one included. */
    public boolean isAlive() {
        return process.filter(Process::isAlive).isPresent();
    }

    /** The id of the running process. */
    public long pid() {
        return running().pid();
    }

    /** Starts a process on the data that is there. It must not run already. Does not wait until it serves. */
    public void start() throws IOException {
        startWith(List.of());
    }

    /** As {@link #start}, with further arguments for the JVM of this one process. */
    public void startWith(List<String> jvmArguments) throws IOException {
        List<String> arguments = new ArrayList<>(ServerArchives.options(settings.kind()));
        arguments.addAll(jvmArguments);
        startWithoutArchive(arguments);
    }

    /** As {@link #startWith}, with every class read anew. */
    void startWithoutArchive(List<String> jvmArguments) throws IOException {
        if (isAlive()) {
            throw new IllegalStateException("expected server " + id + " to be down but it runs as " + pid());
        }
        ProcessBuilder builder = new ProcessBuilder(command(jvmArguments))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(files.log().toFile()));
        synchronized (startLock) {
            if (isDiscarded) {
                throw new IllegalStateException("expected server " + id + " to be started before it is cleared away");
            }
            Files.createDirectories(files.data());
            process = Optional.of(builder.start());
        }
        running().getOutputStream().close();
    }

    private List<String> command(List<String> jvmArguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx512m");
        // Servers that live for seconds: start-server.sh does the same on few processors.
        command.addAll(List.of("-Xshare:auto", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        command.add("-Dlog4j2.level=INFO");
        command.addAll(settings.jvmArguments());
        command.addAll(jvmArguments);
        command.add("-cp");
        command.add(settings.kind().classPath());
        command.add(settings.kind().mainClass());
        command.add(files.config().toString());
        return command;
    }

    /**
     * Waits until the server says that it serves clients.
     *
     * @throws IllegalStateException at once when the process ends, with the end of its log
     */
    public void awaitServing(Deadline deadline) throws IOException, InterruptedException {
        deadline.await("server " + id + " at " + address() + " serves, its log is " + log(), () -> {
            boolean isServing = words().role().isPresent();
            return isServing || !isAlive();
        });
        if (!isAlive()) {
            throw new IllegalStateException("expected server " + id + " to serve but it ended: " + files.logTail());
        }
    }

    /** Ends the process with SIGKILL, as a crash would, and returns when it is gone. */
    public void kill9() throws InterruptedException {
        running().destroyForcibly();
        running().waitFor();
    }

    /**
     * Ends the process with SIGTERM and returns its exit status when it is gone.
     *
     * @throws IllegalStateException when it does not end in time
     */
    public int stop() throws InterruptedException {
        running().destroy();
        if (!running().waitFor(STOP_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException("expected server " + id + " to stop on SIGTERM within " + STOP_PATIENCE);
        }
        return running().exitValue();
    }

    /**
     * Waits until the process ends by itself and returns its exit status.
     *
     * @throws IllegalStateException when it does not end in time
     */
    public int awaitExit(Deadline deadline) throws InterruptedException {
        if (!running().waitFor(deadline.remaining().toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException("expected server " + id + " to end by itself, its log is " + log());
        }
        return running().exitValue();
    }

    /** Halts the process with SIGSTOP, as a suspended machine would be; its sockets stay open. */
    public void pause() throws IOException, InterruptedException {
        signal("STOP");
    }

    /** Lets a paused process go on. */
    public void resume() throws IOException, InterruptedException {
        signal("CONT");
    }

    /** Deletes the data of a server that is down, its id excepted: as a replaced disk would be. */
    public void wipe() throws IOException {
        if (isAlive()) {
            throw new IllegalStateException("expected server " + id + " to be down before its data is deleted");
        }
        files.wipe();
        Files.createDirectories(files.data());
        Files.writeString(files.data().resolve("myid"), id + "\n");
    }

    /** Ends the process, if there is one, without asking it. No other can be started after that. */
    void discard() {
        synchronized (startLock) {
            isDiscarded = true;
            process.ifPresent(Process::destroyForcibly);
        }
    }

    /** Waits until the process, if there is one, is gone. */
    void joinExit() {
        process.ifPresent(running -> running.onExit().join());
    }

    private void signal(String name) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(pid()))
                .inheritIO()
                .start();
        int status = kill.waitFor();
        if (status != 0) {
            throw new IOException("kill -" + name + " of server " + id + " ended with status " + status);
        }
    }

    private Process running() {
        return process.orElseThrow(() -> new IllegalStateException("server " + id + " was never started"));
    }

    @Override
    public String toString() {
        return settings.kind() + " server " + id + " at " + connectString();
    }
}
