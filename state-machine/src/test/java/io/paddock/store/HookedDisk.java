package io.paddock.store;

import io.paddock.session.Session;
import io.paddock.tree.Bytes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** A disk on which a test can do something at a certain moment, or which it can break. */
final class HookedDisk implements Disk {

    private final Disk disk;
    final AtomicInteger writes = new AtomicInteger();
    final AtomicInteger reads = new AtomicInteger();
    volatile Runnable afterRead = () -> {};
    volatile Runnable duringScan = () -> {};
    volatile Runnable beforeWrite = () -> {};
    volatile Runnable beforeFlush = () -> {};

    HookedDisk(Disk disk) {
        this.disk = disk;
    }

    @Override
    public CachedZnode znode(String path) {
        CachedZnode znode = disk.znode(path);
        reads.incrementAndGet();
        afterRead.run();
        return znode;
    }

    @Override
    public List<CachedZnode> znodes(List<String> paths) {
        return disk.znodes(paths);
    }

    @Override
    public Bytes data(String path) {
        Bytes data = disk.data(path);
        reads.incrementAndGet();
        afterRead.run();
        return data;
    }

    @Override
    public void scanChildren(String path, Consumer<String> names) {
        reads.incrementAndGet();
        disk.scanChildren(path, name -> {
            duringScan.run();
            names.accept(name);
        });
    }

    @Override
    public long countDescendants(String path) {
        return disk.countDescendants(path);
    }

    @Override
    public long countDescendants(String path, PathFilter filter) {
        return disk.countDescendants(path, filter);
    }

    @Override
    public Position opened() {
        return disk.opened();
    }

    @Override
    public void scanSessions(Consumer<Session> sessions) {
        disk.scanSessions(sessions);
    }

    @Override
    public void scanEphemerals(BiConsumer<Long, String> ephemerals) {
        disk.scanEphemerals(ephemerals);
    }

    @Override
    public void scanUnusable(Consumer<String> paths) {
        disk.scanUnusable(paths);
    }

    @Override
    public void scanOrigins(StateStore.OriginRestorer origins) {
        disk.scanOrigins(origins);
    }

    @Override
    public void write(Generation generation) {
        beforeWrite.run();
        writes.incrementAndGet();
        disk.write(generation);
    }

    @Override
    public long unflushedBytes() {
        return disk.unflushedBytes();
    }

    @Override
    public void beginFlush() {
        disk.beginFlush();
    }

    @Override
    public boolean hasFlushed() {
        return disk.hasFlushed();
    }

    @Override
    public void flush() {
        beforeFlush.run();
        disk.flush();
    }

    @Override
    public void checkpoint(Path target) throws IOException {
        disk.checkpoint(target);
    }

    @Override
    public void close() {
        disk.close();
    }
}
