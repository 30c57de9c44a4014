package io.paddock.store;

import io.paddock.acl.Acl;
import io.paddock.tree.Bytes;
import io.paddock.tree.Znode;
import io.paddock.tree.ZnodeStat;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Measures a store by itself: a bulk load in entries of 100 creations, lookups hot and cold, a checkpoint, a restart. Arguments: how many
 * znodes, how many of them to a parent. Run with a small heap to see that it does not grow.
 */
final class StoreBenchmark {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final int ENTRY = 100;
    private static final int DATA_BYTES = 100;

    private final Path directory;
    private final int znodes;
    private final int siblings;
    private final byte[] data = new byte[DATA_BYTES];
    private long index;

    private StoreBenchmark(Path directory, int znodes, int siblings) {
        this.directory = directory;
        this.znodes = znodes;
        this.siblings = siblings;
        new Random(1).nextBytes(data);
    }

    public static void main(String[] arguments) throws IOException {
        Path directory = Files.createTempDirectory("store-benchmark");
        try {
            new StoreBenchmark(directory, Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1])).run();
        } finally {
            CheckpointFiles.deleteTree(directory);
        }
    }

    private void run() {
        WriteBehindStore store = open();
        time("bulk load", znodes, () -> load(store));
        System.out.println(store.statistics());
        time("set data of 1000 hot znodes", znodes, () -> setHot(store));
        time("lookup of 1000 hot znodes", 5_000_000, () -> lookUp(store, 1000, 5_000_000));
        time("lookup of any znode (cold)", 100_000, () -> lookUp(store, znodes, 100_000));
        time("load of data of any znode (cold)", 100_000, () -> loadAny(store, 100_000));
        time("check that 100000 znodes do not exist (cold)", 100_000, () -> lookUpAbsent(store, 100_000));
        time("first checkpoint", 1, () -> store.checkpoint(directory.resolve("c1")));
        time("second checkpoint", 1, () -> store.checkpoint(directory.resolve("c2")));
        time("count of descendants", 1, () -> store.countDescendants("/"));
        System.out.println(store.statistics());
        time("close", 1, store::close);
        time(
                "restore from checkpoint",
                1,
                () -> WriteBehindStore.restoreFrom(directory.resolve("c2"), directory.resolve("r")));
        time("open again", 1, () -> open().close());
        System.out.printf(Locale.ROOT, "heap after gc %d MB%n", usedHeapMib());
    }

    private WriteBehindStore open() {
        return WriteBehindStore.open(directory.resolve("db"), StoreSettings.DEFAULT, cause -> {
            cause.printStackTrace();
            Runtime.getRuntime().halt(1);
        });
    }

    private String path(int i) {
        return "/bench/p" + i / siblings + "/node-" + i;
    }

    private void load(WriteBehindStore store) {
        int parents = (znodes + siblings - 1) / siblings;
        create(store, "/", 1);
        create(store, "/bench", 0);
        Znode[] parent = {Znode.ABSENT};
        for (int i = 0; i < znodes; i++) {
            if (i % siblings == 0) {
                store.publish("/bench", znode(2, parents));
                create(store, "/bench/p" + i / siblings, 0);
                parent[0] = znode(3, 0);
            }
            String path = path(i);
            if (store.znode(path).exists()) {
                throw new IllegalStateException("expected no " + path);
            }
            create(store, path, 0);
            parent[0] = parent[0].withStat(parent[0].stat().withChildCreated(index));
            store.publish("/bench/p" + i / siblings, parent[0]);
            endEntry(store, i);
        }
    }

    private void endEntry(WriteBehindStore store, int i) {
        if (i % ENTRY == ENTRY - 1) {
            store.publishPosition(TestZnodes.position(index++));
            store.awaitRoom();
        }
    }

    private void create(WriteBehindStore store, String path, int children) {
        store.publish(path, znode(index, children), Bytes.of(data.clone()));
    }

    private static Znode znode(long zxid, int children) {
        return new Znode(
                new ZnodeStat(
                        zxid, zxid, zxid, 1_700_000_000_000L, 1_700_000_000_000L, 0, 0, 0, 0, DATA_BYTES, children),
                Acl.OPEN,
                zxid);
    }

    private void setHot(WriteBehindStore store) {
        for (int i = 0; i < znodes; i++) {
            store.publish(path(i % 1000), znode(index, 0), Bytes.of(data.clone()));
            endEntry(store, i);
        }
    }

    private void lookUp(WriteBehindStore store, int of, int times) {
        Random random = new Random(7);
        String[] paths = new String[Math.min(of, 1000)];
        long found = 0;
        for (int i = 0; i < times; i++) {
            if (i < paths.length || of > paths.length) {
                paths[i % paths.length] = path(random.nextInt(of));
            }
            found += store.znode(paths[i % paths.length]).exists() ? 1 : 0;
        }
        check(found, times);
    }

    private void lookUpAbsent(WriteBehindStore store, int times) {
        Random random = new Random(8);
        long found = 0;
        for (int i = 0; i < times; i++) {
            found += store.znode(path(random.nextInt(znodes)) + "-x").exists() ? 1 : 0;
        }
        check(found, 0);
    }

    private void loadAny(WriteBehindStore store, int times) {
        Random random = new Random(9);
        long found = 0;
        for (int i = 0; i < times; i++) {
            String path = path(random.nextInt(znodes));
            StateStore.Loaded loaded = store.load(Set.of(new ColdKey(ColdKey.Part.DATA, path)));
            found += store.view(loaded).orElseThrow().data(path).orElseThrow().length() > 0 ? 1 : 0;
        }
        check(found, times);
    }

    private static void check(long found, long expected) {
        if (found != expected) {
            throw new IllegalStateException("expected " + expected + " but found " + found);
        }
    }

    private static void time(String what, long operations, Runnable work) {
        long start = System.nanoTime();
        long cpuStart = cpuNanos();
        long ownStart = THREADS.getCurrentThreadCpuTime();
        long writerStart = writerCpuNanos();
        work.run();
        long nanos = System.nanoTime() - start;
        System.out.printf(
                Locale.ROOT,
                "%-46s %8d ms, %10.0f/s, %8.0f ns each; cpu s: %.2f, of which here %.2f, writer %.2f%n",
                what,
                TimeUnit.NANOSECONDS.toMillis(nanos),
                operations * 1e9 / nanos,
                (double) nanos / operations,
                (cpuNanos() - cpuStart) / 1e9,
                (THREADS.getCurrentThreadCpuTime() - ownStart) / 1e9,
                (writerCpuNanos() - writerStart) / 1e9);
    }

    private static long cpuNanos() {
        return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos();
    }

    private static long writerCpuNanos() {
        long nanos = 0;
        for (long id : THREADS.getAllThreadIds()) {
            ThreadInfo info = THREADS.getThreadInfo(id);
            nanos += info != null && info.getThreadName().equals("store-writer") ? THREADS.getThreadCpuTime(id) : 0;
        }
        return nanos;
    }

    private static long usedHeapMib() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return (runtime.totalMemory() - runtime.freeMemory()) >> 20;
    }
}
