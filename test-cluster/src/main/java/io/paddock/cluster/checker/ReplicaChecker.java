package io.paddock.cluster.checker;

import io.paddock.cluster.admin.FourLetterWords;
import io.paddock.cluster.time.Deadline;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * Compares the digests of Paddock's servers at equal indexes. Each server tells the digest it has now and some of those
 * it had earlier.
 */
public final class ReplicaChecker {
    private static final String INDEX = "applied_index";
    private static final String DIGEST = "digest";
    private static final String EARLIER = "digest.";

    private ReplicaChecker() {}

    /**
     * Waits until all servers have applied at least what any of them has applied when this is called, and compares
     * their digests at an index that all tell of.
     *
     * @throws IllegalStateException at once when two servers tell different digests of the same index
     */
    public static void awaitEqual(List<FourLetterWords> servers, Deadline deadline) throws InterruptedException {
        long[] atLeast = {-1};
        deadline.await("all servers tell equal digests of one index", () -> {
            List<NavigableMap<Long, String>> told = tell(servers);
            if (told.size() < servers.size()) {
                return false;
            }
            if (atLeast[0] < 0) {
                atLeast[0] =
                        told.stream().mapToLong(NavigableMap::lastKey).max().orElseThrow();
            }
            OptionalLong common = newestEqual(told);
            return common.isPresent() && common.getAsLong() >= atLeast[0];
        });
    }

    private static List<NavigableMap<Long, String>> tell(List<FourLetterWords> servers) {
        List<NavigableMap<Long, String>> told = new ArrayList<>();
        for (FourLetterWords server : servers) {
            try {
                told.add(byIndex(server.digests()));
            } catch (IOException silent) {
                return List.of();
            }
        }
        return told;
    }

    /** What one server's answer says, by index. */
    static NavigableMap<Long, String> byIndex(Map<String, String> answer) {
        NavigableMap<Long, String> byIndex = new TreeMap<>();
        answer.forEach((key, value) -> {
            if (key.startsWith(EARLIER)) {
                byIndex.put(Long.parseLong(key.substring(EARLIER.length())), value);
            }
        });
        byIndex.put(Long.parseLong(answer.get(INDEX)), answer.get(DIGEST));
        return byIndex;
    }

    /** The newest index of which all tell; all digests of common indexes are compared. */
    static OptionalLong newestEqual(List<NavigableMap<Long, String>> told) {
        OptionalLong newest = OptionalLong.empty();
        for (Map.Entry<Long, String> entry : told.get(0).entrySet()) {
            long index = entry.getKey();
            if (told.stream().allMatch(one -> one.containsKey(index))) {
                if (told.stream().anyMatch(one -> !one.get(index).equals(entry.getValue()))) {
                    throw new IllegalStateException("expected equal digests at index " + index + " but got "
                            + told.stream().map(one -> one.get(index)).toList());
                }
                newest = OptionalLong.of(index);
            }
        }
        return newest;
    }
}
