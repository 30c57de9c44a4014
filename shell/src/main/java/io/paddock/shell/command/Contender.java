package io.paddock.shell.command;

import io.paddock.shell.outcome.ShellFailure;
import io.paddock.shell.session.OtherSession;
import io.paddock.shell.tree.Parents;
import io.paddock.shell.tree.ZnodePaths;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.data.Stat;

/**
 * One that stands in the queue under a path: the first holds the lock, or leads.
 *
 * <p>ZooKeeper's recipe: an ephemeral sequential znode, a watch on the one before. The name is that of Curator's mutex and
 * leader selector ({@code _c_<uuid>-lock-<number>}), so that programs with Curator can stand in the same queue; its unique
 * part finds the znode again when the connection was lost before the answer came. Used by one thread.
 */
final class Contender {
    private static final int NUMBER_LENGTH = 10;
    private static final long LOOK_MS = 1_000;

    private final OtherSession session;
    private final String queue;
    private final String prefix = "_c_" + UUID.randomUUID() + "-lock-";
    private final byte[] says;

    /** Stands nowhere yet. What it says is the data of its znode, for people who look. */
    Contender(OtherSession session, String queue, byte[] says) {
        this.session = session;
        this.queue = queue;
        this.says = says.clone();
    }

    /** Steps into the queue. */
    void enter() throws KeeperException, InterruptedException {
        ZooKeeper zooKeeper = session.zooKeeper();
        Parents.create(zooKeeper, queue + "/any", ZooDefs.Ids.OPEN_ACL_UNSAFE);
        try {
            create(zooKeeper);
        } catch (KeeperException.ConnectionLossException answerLost) {
            if (mine().isEmpty()) {
                create(session.zooKeeper());
            }
        }
    }

    /**
     * Waits to be the first, at most this long, and says whether it is. Fails when the session is lost.
     *
     * @param timeoutMs how long
     * @param waiting is told how many stand before
     */
    boolean awaitFirst(long timeoutMs, IntConsumer waiting) throws KeeperException, InterruptedException {
        long startNanos = System.nanoTime();
        Semaphore changed = new Semaphore(0);
        while (true) {
            List<String> names = names();
            int place = names.indexOf(mine().orElseThrow(this::gone));
            if (place == 0) {
                return true;
            }
            long leftMs = timeoutMs - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos);
            if (leftMs <= 0) {
                return false;
            }
            waiting.accept(place);
            String before = ZnodePaths.child(queue, names.get(place - 1));
            if (session.zooKeeper().exists(before, event -> changed.release()) != null) {
                awaitChange(changed, Math.min(leftMs, LOOK_MS));
            }
        }
    }

    /** The path of its znode and the zxid that made it, which grows with each holder. */
    Stat stat() throws KeeperException, InterruptedException {
        return Optional.ofNullable(session.zooKeeper().exists(path(), false)).orElseThrow(this::gone);
    }

    String path() throws KeeperException, InterruptedException {
        return ZnodePaths.child(queue, mine().orElseThrow(this::gone));
    }

    private void create(ZooKeeper zooKeeper) throws KeeperException, InterruptedException {
        zooKeeper.create(
                ZnodePaths.child(queue, prefix), says, ZooDefs.Ids.OPEN_ACL_UNSAFE, CreateMode.EPHEMERAL_SEQUENTIAL);
    }

    private void awaitChange(Semaphore changed, long timeoutMs) throws InterruptedException {
        if (changed.tryAcquire(timeoutMs, TimeUnit.MILLISECONDS)) {
            changed.drainPermits();
        }
        if (session.isLost()) {
            throw gone();
        }
    }

    private Optional<String> mine() throws KeeperException, InterruptedException {
        return names().stream().filter(name -> name.startsWith(prefix)).findFirst();
    }

    private List<String> names() throws KeeperException, InterruptedException {
        return session.zooKeeper().getChildren(queue, false).stream()
                .filter(name -> name.length() > NUMBER_LENGTH)
                .sorted(Comparator.comparing(name -> name.substring(name.length() - NUMBER_LENGTH)))
                .toList();
    }

    private ShellFailure gone() {
        return ShellFailure.noConnection("The session was lost while waiting at " + queue);
    }
}
