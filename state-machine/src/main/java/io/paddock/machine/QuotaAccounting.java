package io.paddock.machine;

import io.paddock.path.ZnodePath;
import io.paddock.quota.QuotaPaths;
import io.paddock.quota.QuotaTable;
import io.paddock.quota.QuotaText;
import io.paddock.store.StateStore;
import io.paddock.tree.Bytes;
import io.paddock.tree.Znode;
import io.paddock.tree.ZnodeStat;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/**
 * Counts what is used of quotas, and says what would be too much, as ZooKeeper 3.9.5 does: only the nearest quota above a znode counts,
 * and its usage is rewritten without a trace in the znode's versions. Owned by the apply thread.
 *
 * <p>Unlike ZooKeeper, a request sees the usage that all before it came to, parts of the same multi included: a limit holds exactly.
 */
final class QuotaAccounting {

    private static final String NONE = "";

    private final StateStore store;
    private final Overlay overlay;
    private final QuotaTable published;

    /** Subtrees whose limits the entry made or removed, some undone by now. */
    private final Set<String> touched = new HashSet<>();

    QuotaAccounting(StateStore store, Overlay overlay, QuotaTable published) {
        this.store = store;
        this.overlay = overlay;
        this.published = published;
    }

    /** Forgets what is published by now. */
    void clear() {
        if (!touched.isEmpty()) {
            touched.clear();
        }
    }

    /** Whether so much more at {@code path} breaks a hard limit. */
    boolean wouldExceed(String path, long moreCount, long moreBytes) {
        String root = nearest(path);
        if (root.equals(NONE)) {
            return false;
        }
        Pending usage = overlay.find(QuotaPaths.usageOf(root));
        if (!usage.exists()) {
            return false;
        }
        QuotaText limits = QuotaText.parse(overlay.dataOf(overlay.find(QuotaPaths.limitsOf(root))));
        QuotaText used = QuotaText.parse(overlay.dataOf(usage));
        return isOver(moreCount, used.count(), limits.countHardLimit())
                || isOver(moreBytes, used.bytes(), limits.bytesHardLimit());
    }

    private static boolean isOver(long more, long used, long hardLimit) {
        return more != 0 && hardLimit > -1 && used + more > hardLimit;
    }

    /** Counts a znode that was just created. */
    void created(String path, int length) {
        noteLimits(path);
        if (QuotaPaths.isUsage(path)) {
            recount(QuotaPaths.rootOf(path), path);
        }
        add(path, 1, length);
    }

    /** Counts a znode that was just removed. */
    void removed(String path, int length) {
        noteLimits(path);
        add(path, -1, -(long) length);
    }

    /** Counts a change of the length of data. */
    void grown(String path, long moreBytes) {
        add(path, 0, moreBytes);
    }

    private void noteLimits(String path) {
        if (QuotaPaths.isLimits(path)) {
            touched.add(QuotaPaths.rootOf(path));
        }
    }

    private void add(String path, long moreCount, long moreBytes) {
        String root = nearest(path);
        if (root.equals(NONE)) {
            return;
        }
        Pending usage = overlay.find(QuotaPaths.usageOf(root));
        if (usage.exists()) {
            rewrite(usage, QuotaText.parse(overlay.dataOf(usage)).plus(moreCount, moreBytes));
        }
    }

    private void rewrite(Pending usage, QuotaText text) {
        Bytes data = text.toBytes();
        ZnodeStat stat = usage.znode().stat();
        overlay.replace(usage, stat.withData(data.length(), stat.version(), stat.mzxid(), stat.mtimeMs()), data);
    }

    /** The nearest subtree with limits that {@code path} is in, or {@link #NONE}. */
    private String nearest(String path) {
        if (published.isEmpty() && touched.isEmpty()) {
            return NONE;
        }
        String at = path;
        while (at.length() > 1) {
            if (hasLimits(at)) {
                return at;
            }
            at = ZnodePath.parentOf(at);
        }
        return NONE;
    }

    private boolean hasLimits(String root) {
        return touched.contains(root) ? overlay.find(QuotaPaths.limitsOf(root)).exists() : published.hasLimits(root);
    }

    /** Counts all of a subtree afresh: what is published, and what the entry made of it. */
    private void recount(String root, String usagePath) {
        Sum sum = new Sum();
        Deque<String> left = new ArrayDeque<>();
        left.push(root);
        while (!left.isEmpty()) {
            String path = left.pop();
            Znode znode = store.znode(path);
            sum.add(znode, 1);
            if (znode.stat().numChildren() > 0) {
                store.children(path).forEach(name -> left.push(ZnodePath.child(path, name)));
            }
        }
        overlay.forEach(pending -> {
            if (ZnodePath.isWithin(pending.path, root)) {
                sum.add(pending.stored, -1);
                sum.add(pending.znode(), 1);
            }
        });
        rewrite(overlay.find(usagePath), QuotaText.usage(sum.count, sum.bytes));
    }

    /** Znodes and bytes of data. */
    private static final class Sum {
        private long count;
        private long bytes;

        void add(Znode znode, int times) {
            if (znode.exists()) {
                count += times;
                bytes += (long) times * znode.stat().dataLength();
            }
        }
    }
}
