package io.paddock.cluster.history;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** All attempts of all clients. Guarded by its own lock. */
public final class History {
    @GuardedBy("this")
    private final Map<Integer, List<Attempt>> attempts = new TreeMap<>();

    /** Records that a client asks now, and gives the number of the attempt, which {@link #end} wants. */
    public synchronized int begin(int client, WriteKind kind, String path, String value, int expectedVersion) {
        List<Attempt> own = attempts.computeIfAbsent(client, unused -> new ArrayList<>());
        own.add(new Attempt(
                client, own.size(), kind, path, value, expectedVersion, System.nanoTime(), Outcome.UNKNOWN));
        return own.size() - 1;
    }

    /** Records what became of an attempt. */
    public synchronized void end(int client, int number, Outcome outcome) {
        List<Attempt> own = attempts.get(client);
        own.set(number, own.get(number).ended(outcome));
    }

    /** All so far, client by client, each client's in the order in which it asked. */
    public synchronized List<Attempt> all() {
        return attempts.values().stream().flatMap(List::stream).toList();
    }

    /** How many of a client's attempts were acknowledged so far. */
    public synchronized long acknowledged(int client) {
        return attempts.getOrDefault(client, List.of()).stream()
                .filter(Attempt::isAcknowledged)
                .count();
    }

    /** How many attempts had which fate, for people. */
    public String summary() {
        Map<String, Integer> counts = new TreeMap<>();
        all().forEach(each -> counts.merge(each.kind() + " " + each.outcome().fate(), 1, Integer::sum));
        return counts.toString();
    }
}
