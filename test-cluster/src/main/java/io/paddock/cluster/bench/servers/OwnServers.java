package io.paddock.cluster.bench.servers;

import io.paddock.cluster.admin.FourLetterWords;
import io.paddock.cluster.bench.measure.BenchFailure;
import io.paddock.cluster.time.Deadline;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Servers of the benchmark's own on this machine, numbered from 0, which it may kill and start again. */
public sealed interface OwnServers extends Contender permits PaddockServers, ZooKeeperServers {
    /** How long a server may take until it serves. */
    Duration SERVING_PATIENCE = Duration.ofMinutes(5);

    /** What they are started with. */
    ServerSetup setup();

    /** The same product with another setup; not started. */
    OwnServers with(ServerSetup setup);

    /** Makes the servers' folders and settings without starting any; then {@link #startAgain} starts the first time too. */
    void prepare();

    /** Ends a server as a crash would. Need not wait until it is gone: {@link #startAgain} does. */
    void kill(int server);

    /** Ends a server as its users do, and returns when it is gone. */
    void stop(int server);

    /** Starts a server on the data it has. Does not wait until it serves. */
    void startAgain(int server);

    /** The process of a server. */
    ProcessHandle process(int server);

    /** Where a server's data lies. */
    Path dataFolder(int server);

    @Override
    default boolean isOwn() {
        return true;
    }

    @Override
    default Optional<Duration> cpuTime() {
        Duration sum = Duration.ZERO;
        for (int server = 0; server < setup().size(); server++) {
            Optional<Duration> used = process(server).info().totalCpuDuration();
            if (used.isEmpty()) {
                return Optional.empty();
            }
            sum = sum.plus(used.get());
        }
        return Optional.of(sum);
    }

    /** A server's four-letter words. */
    default FourLetterWords words(int server) {
        return new FourLetterWords(addresses().get(server), Duration.ofSeconds(2));
    }

    /** When the process of a server began, if that can be known. */
    default Optional<Instant> startOf(int server) {
        return process(server).info().startInstant();
    }

    /** Waits until all servers serve, or fails at once when one ends. */
    default void awaitServing() {
        Deadline deadline = Deadline.in(SERVING_PATIENCE);
        for (int server = 0; server < setup().size(); server++) {
            awaitServing(server, deadline);
        }
    }

    /** Waits until a server serves, or fails at once when it ends. */
    default void awaitServing(int server, Deadline deadline) {
        try {
            deadline.await(
                    name() + " server " + (server + 1) + " serves",
                    () -> words(server).role().isPresent() || !process(server).isAlive());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchFailure("interrupted", e);
        }
        if (!process(server).isAlive()) {
            throw new BenchFailure(name() + " server " + (server + 1) + " ended instead of serving");
        }
    }

    /** The server that leads; waits for one. */
    default int awaitLeader() {
        List<Integer> servers = IntStream.range(0, setup().size()).boxed().toList();
        int[] leader = {-1};
        try {
            Deadline.in(SERVING_PATIENCE).await("a server of " + name() + " leads", () -> {
                leader[0] = servers.stream().filter(this::isLeading).findFirst().orElse(-1);
                return leader[0] >= 0;
            });
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchFailure("interrupted", e);
        }
        return leader[0];
    }

    private boolean isLeading(int server) {
        return words(server)
                .role()
                .filter(role -> role.equals("leader") || role.equals("standalone"))
                .isPresent();
    }
}
