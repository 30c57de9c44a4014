package io.paddock.server.peer;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.paddock.server.raft.DurableFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which servers have taken part in the ensemble, on this server's disk: for each the newest incarnation that introduced itself here. A server that
 * comes back with less is told so, and knows that its data was lost.
 *
 * <p>Any thread that may block; guarded by this.
 */
final class SeenServers {

    private static final String FILE = "seen-servers";
    private static final String FIRST_LINE = "paddock seen servers 1";

    private final Path file;

    @GuardedBy("this")
    private final Map<Integer, Long> incarnations;

    /** Servers that were removed, and the newest run of each that was heard of since, 0 for none: it counts when it is a member again. */
    @GuardedBy("this")
    private final Map<Integer, Long> removed;

    @GuardedBy("this")
    private Set<Integer> members;

    private SeenServers(Path file, Map<Integer, Long> incarnations, Map<Integer, Long> removed, Set<Integer> members) {
        this.file = file;
        this.incarnations = incarnations;
        this.removed = removed;
        this.members = members;
    }

    static SeenServers open(Path directory) throws IOException {
        Path file = directory.resolve(FILE);
        Map<Integer, Long> incarnations = new TreeMap<>();
        Map<Integer, Long> removed = new TreeMap<>();
        Set<Integer> members = new TreeSet<>();
        if (Files.exists(file)) {
            var lines = Files.readAllLines(file);
            if (lines.isEmpty() || !lines.get(0).equals(FIRST_LINE)) {
                throw new IOException(file + " is not what it should be; its first line must be: " + FIRST_LINE);
            }
            for (String line : lines.subList(1, lines.size())) {
                read(file, line, incarnations, removed, members);
            }
        }
        return new SeenServers(file, incarnations, removed, members);
    }

    private static void read(
            Path file, String line, Map<Integer, Long> incarnations, Map<Integer, Long> removed, Set<Integer> members)
            throws IOException {
        String[] words = line.split(" ", -1);
        try {
            if (words.length == 3 && words[0].equals("server")) {
                incarnations.put(Integer.valueOf(words[1]), Long.valueOf(words[2]));
                return;
            }
            if (words.length == 3 && words[0].equals("removed")) {
                removed.put(Integer.valueOf(words[1]), Long.valueOf(words[2]));
                return;
            }
            if (words.length == 2 && words[0].equals("member")) {
                members.add(Integer.valueOf(words[1]));
                return;
            }
        } catch (NumberFormatException e) {
            throw new IOException(file + " has a line that is not understood: " + line, e);
        }
        throw new IOException(file + " has a line that is not understood: " + line);
    }

    /** The newest incarnation of {@code server} that took part, 0 when none did. */
    synchronized long last(int server) {
        return incarnations.getOrDefault(server, 0L);
    }

    /**
     * Remembers. When this returns, it stands on disk. Returns what {@link #last} was before. A server that was removed may go on calling, but
     * does not take part: that is remembered aside.
     */
    synchronized long record(int server, long incarnation) throws IOException {
        long before = last(server);
        Map<Integer, Long> place = removed.containsKey(server) ? removed : incarnations;
        if (incarnation > place.getOrDefault(server, 0L)) {
            place.put(server, incarnation);
            write();
        }
        return before;
    }

    /** The members are now these: who was one and is not may come back without data. */
    synchronized void membersAre(Set<Integer> now) throws IOException {
        if (members.equals(now)) {
            return;
        }
        Set<Integer> gone = new TreeSet<>(members);
        gone.removeAll(now);
        incarnations.keySet().removeAll(gone);
        gone.forEach(server -> removed.put(server, 0L));
        for (Integer server : now) {
            Long since = removed.remove(server);
            if (since != null && since > 0) {
                incarnations.merge(server, since, Math::max);
            }
        }
        members = new TreeSet<>(now);
        write();
    }

    @GuardedBy("this")
    private void write() throws IOException {
        StringBuilder text = new StringBuilder(FIRST_LINE).append('\n');
        incarnations.forEach((server, incarnation) -> text.append("server ")
                .append(server)
                .append(' ')
                .append(incarnation)
                .append('\n'));
        removed.forEach((server, incarnation) -> text.append("removed ")
                .append(server)
                .append(' ')
                .append(incarnation)
                .append('\n'));
        members.forEach(member -> text.append("member ").append(member).append('\n'));
        DurableFiles.replace(file, text.toString().getBytes(StandardCharsets.UTF_8));
    }
}
