package io.paddock.cluster.membership;

import io.paddock.cluster.ensemble.EnsembleSettings;
import io.paddock.cluster.time.Deadline;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.Watcher.Event.KeeperState;
import org.apache.zookeeper.admin.ZooKeeperAdmin;
import org.apache.zookeeper.data.Stat;

/** The official client's administrator, who has all rights, and goes on when the server that it asked went away. One thread. */
public final class Administrator implements AutoCloseable {
    /** Who has all rights, as {@code addauth digest} wants it. */
    static final String AUTH = "super:secret";

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int TIMEOUT_MS = 20_000;

    private final ZooKeeperAdmin admin;

    private Administrator(ZooKeeperAdmin admin) {
        this.admin = admin;
    }

    /** An ensemble in which there may be one. */
    public static EnsembleSettings admittedTo(EnsembleSettings settings) {
        return settings.withConfig("reconfigEnabled", "true")
                .withJvmArgument("-Dzookeeper.DigestAuthenticationProvider.superDigest=" + digest());
    }

    private static String digest() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-1").digest(AUTH.getBytes(StandardCharsets.UTF_8));
            return "super:" + Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-1", e);
        }
    }

    /** Connects, with the rights. */
    public static Administrator connect(String connectString) throws IOException, InterruptedException {
        Administrator administrator = withoutRights(connectString);
        administrator.admin.addAuthInfo("digest", AUTH.getBytes(StandardCharsets.UTF_8));
        return administrator;
    }

    /** Connects as anybody. */
    public static Administrator withoutRights(String connectString) throws IOException, InterruptedException {
        AtomicReference<KeeperState> state = new AtomicReference<>();
        ZooKeeperAdmin admin =
                new ZooKeeperAdmin(connectString, TIMEOUT_MS, (WatchedEvent event) -> state.set(event.getState()));
        Deadline.in(PATIENCE)
                .await("an administrator on " + connectString, () -> state.get() == KeeperState.SyncConnected);
        return new Administrator(admin);
    }

    /** The client itself. */
    public ZooKeeperAdmin client() {
        return admin;
    }

    /** Adds or changes servers. */
    public String add(String lines) throws InterruptedException, KeeperException {
        return reconfigure(lines, null, null);
    }

    /** Removes a server. */
    public String remove(int id) throws InterruptedException, KeeperException {
        return reconfigure(null, Integer.toString(id), null);
    }

    /** Changes everything at once. */
    public String replace(String lines) throws InterruptedException, KeeperException {
        return reconfigure(null, null, lines);
    }

    /** A change whose server goes away, or whose new server is not up yet, is asked for again: that does no harm. */
    private String reconfigure(String joining, String leaving, String members)
            throws InterruptedException, KeeperException {
        Deadline deadline = Deadline.in(PATIENCE);
        while (true) {
            try {
                return text(admin.reconfigure(joining, leaving, members, -1, new Stat()));
            } catch (KeeperException.ConnectionLossException
                    | KeeperException.ReconfigInProgress
                    | KeeperException.NewConfigNoQuorum again) {
                if (deadline.hasPassed()) {
                    throw again;
                }
            }
        }
    }

    /** What the servers say who they are. */
    public String config() throws InterruptedException, KeeperException {
        Deadline deadline = Deadline.in(PATIENCE);
        while (true) {
            try {
                return text(admin.getConfig(false, new Stat()));
            } catch (KeeperException.ConnectionLossException again) {
                if (deadline.hasPassed()) {
                    throw again;
                }
            }
        }
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        try {
            admin.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
