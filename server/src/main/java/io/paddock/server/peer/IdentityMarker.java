package io.paddock.server.peer;

import io.paddock.server.raft.DurableFiles;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/**
 * Who this server is, in a file of its data directory: the ensemble, the id, the incarnation, which rises with each start, and whether it ever
 * had a log. So a directory of another server is refused, and one that lost its log is told from a new one. See
 * docs/decisions/0001-wiped-servers.md.
 *
 * <p>Guarded by this.
 */
public final class IdentityMarker {

    private static final String FILE = "identity";
    private static final String FORMAT = "1";

    private final Path file;
    private final String cluster;
    private final int server;
    private final long previousIncarnation;
    private volatile long incarnation;
    private boolean hadHistory;

    private IdentityMarker(
            Path file, String cluster, int server, long previousIncarnation, long incarnation, boolean hadHistory) {
        this.file = file;
        this.cluster = cluster;
        this.server = server;
        this.previousIncarnation = previousIncarnation;
        this.incarnation = incarnation;
        this.hadHistory = hadHistory;
    }

    /**
     * Reads what the last start left; writes nothing.
     *
     * @param nowMs the clock: the new incarnation is at least this, so that it rises even when the file was lost
     * @throws IOException when the directory belongs to another server or ensemble
     */
    public static IdentityMarker open(Path dataDirectory, String cluster, int server, long nowMs) throws IOException {
        Path file = dataDirectory.resolve(FILE);
        if (!Files.exists(file)) {
            return new IdentityMarker(file, cluster, server, 0, Math.max(1, nowMs), false);
        }
        Properties properties = new Properties();
        properties.load(new StringReader(Files.readString(file)));
        check(file, properties, "format", FORMAT);
        check(file, properties, "cluster", cluster);
        check(file, properties, "server", String.valueOf(server));
        long previous = Long.parseLong(properties.getProperty("incarnation", "0"));
        boolean hadHistory = Boolean.parseBoolean(properties.getProperty("hadHistory"));
        return new IdentityMarker(file, cluster, server, previous, Math.max(previous + 1, nowMs), hadHistory);
    }

    private static void check(Path file, Properties properties, String key, String expected) throws IOException {
        String found = properties.getProperty(key, "");
        if (!found.equals(expected)) {
            throw new IOException("the data directory belongs to another server: " + file + " says " + key + "=" + found
                    + " but this is " + key + "=" + expected);
        }
    }

    /** The ensemble. */
    public String cluster() {
        return cluster;
    }

    /** The id. */
    public int server() {
        return server;
    }

    /** Of the last start, 0 when there was none. */
    public long previousIncarnation() {
        return previousIncarnation;
    }

    /** Of this start. Final once the server was admitted. */
    public long incarnation() {
        return incarnation;
    }

    /** Whether there was a log once. */
    public synchronized boolean hadHistory() {
        return hadHistory;
    }

    /** Whoever lost its data and goes on all the same must still come after all that others have seen of it. */
    synchronized void riseAbove(long seen) {
        incarnation = Math.max(incarnation, seen + 1);
    }

    /** Has this start's incarnation on disk. Before anybody hears of it. */
    synchronized void write() throws IOException {
        String text = "format=" + FORMAT + "\ncluster=" + cluster.replace("\\", "\\\\") + "\nserver=" + server
                + "\nincarnation=" + incarnation + "\nhadHistory=" + hadHistory + "\n";
        DurableFiles.replace(file, text.getBytes(StandardCharsets.UTF_8));
    }

    /** From now on an empty log is a lost one. */
    synchronized void noteHistory() throws IOException {
        if (!hadHistory) {
            hadHistory = true;
            write();
        }
    }
}
