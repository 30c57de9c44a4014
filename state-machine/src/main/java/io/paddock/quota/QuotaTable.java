package io.paddock.quota;

import io.paddock.tree.Bytes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The quotas as published.
 *
 * <p>Guarded by the publish lock: changed by the apply thread that holds it exclusively, read by others that hold it shared, and by the
 * apply thread with no lock.
 */
public final class QuotaTable {

    /** A subtree with limits, and what is used of them: {@link QuotaText#UNSET} when nobody counts. */
    public record Quota(String root, QuotaText limits, QuotaText usage) {}

    private final SortedMap<String, QuotaText> limits = new TreeMap<>();
    private final Map<String, QuotaText> usages = new HashMap<>();

    /** Whether no subtree has limits. */
    public boolean isEmpty() {
        return limits.isEmpty();
    }

    /** Whether {@code root} has limits of its own. */
    public boolean hasLimits(String root) {
        return limits.containsKey(root);
    }

    /** All quotas, ordered by path; a copy. */
    public List<Quota> quotas() {
        List<Quota> quotas = new ArrayList<>(limits.size());
        limits.forEach((root, limit) -> quotas.add(new Quota(root, limit, usages.getOrDefault(root, QuotaText.UNSET))));
        return quotas;
    }

    /** Takes note of the data of a znode below {@code /zookeeper/quota}. The apply thread, or while the state is opened. */
    public void note(String path, Bytes data) {
        if (QuotaPaths.isLimits(path)) {
            limits.put(QuotaPaths.rootOf(path), QuotaText.parse(data));
        } else if (QuotaPaths.isUsage(path)) {
            usages.put(QuotaPaths.rootOf(path), QuotaText.parse(data));
        }
    }

    /** Takes note that a znode below {@code /zookeeper/quota} is gone. The apply thread. */
    public void noteRemoval(String path) {
        if (QuotaPaths.isLimits(path)) {
            limits.remove(QuotaPaths.rootOf(path));
        } else if (QuotaPaths.isUsage(path)) {
            usages.remove(QuotaPaths.rootOf(path));
        }
    }
}
