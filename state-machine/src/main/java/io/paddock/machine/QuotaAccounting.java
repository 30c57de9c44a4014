package io.paddock.machine;

import static io.paddock.quota.QuotaExcess.Measure.BYTES;
import static io.paddock.quota.QuotaExcess.Measure.COUNT;

import io.paddock.path.ZnodePath;
import io.paddock.quota.QuotaExcess;
import io.paddock.quota.QuotaExcess.Measure;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

    /** What went beyond a limit in the entry, the last of each limit: few, as each has znodes of its own. */
    private final Map<String, QuotaExcess> excesses = new LinkedHashMap<>();

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

    /** What went beyond a limit since this was last asked, one for each limit. */
    List<QuotaExcess> takeExcesses() {
        if (excesses.isEmpty()) {
            return List.of();
        }
        List<QuotaExcess> taken = List.copyOf(excesses.values());
        excesses.clear();
        return taken;
    }

    /** Whether so much more at {@code path} breaks a hard limit. A soft one counts where there is no hard one, and is only noted. */
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
        return (moreCount != 0
                        && isOver(root, COUNT, used.count() + moreCount, limits.countHardLimit(), limits.count()))
                || (moreBytes != 0
                        && isOver(root, BYTES, used.bytes() + moreBytes, limits.bytesHardLimit(), limits.bytes()));
    }

    private boolean isOver(String root, Measure measure, long current, long hardLimit, long softLimit) {
        boolean isHard = hardLimit > -1;
        long limit = isHard ? hardLimit : softLimit;
        if (limit <= -1 || current <= limit) {
            return false;
        }
        excesses.put(measure + root, new QuotaExcess(root, measure, current, limit, isHard));
        return isHard;
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
