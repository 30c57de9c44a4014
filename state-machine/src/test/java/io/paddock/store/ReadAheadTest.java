package io.paddock.store;

import static io.paddock.store.TestZnodes.bytes;
import static io.paddock.store.TestZnodes.position;
import static io.paddock.store.TestZnodes.znode;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.paddock.store.ColdKey.Part;
import io.paddock.tree.Bytes;
import io.paddock.tree.Znode;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a load reads along. */
final class ReadAheadTest {

    private static final StoreSettings SETTINGS = StoreSettings.DEFAULT;
    private static final Bytes SMALL = bytes("small");
    private static final Bytes LARGE = Bytes.of(new byte[5000]);

    private HookedDisk disk;
    private WriteBehindStore store;

    @BeforeEach
    void open(@TempDir Path directory) {
        try (WriteBehindStore before = WriteBehindStore.open(directory.resolve("db"), SETTINGS, cause -> fail(cause))) {
            before.publish("/", znode(0, Bytes.NULL, 4), Bytes.NULL);
            for (String name : List.of("/a", "/b", "/c")) {
                before.publish(name, znode(1, SMALL, 0), SMALL);
            }
            before.publish("/large", znode(1, LARGE, 0), LARGE);
            before.publishPosition(position(1));
        }
        disk = new HookedDisk(RocksStateStore.open(directory.resolve("db"), SETTINGS));
        store = WriteBehindStore.open(disk, SETTINGS, cause -> fail(cause));
    }

    @AfterEach
    void close() {
        store.close();
    }

    private void load(String path, ColdKey... ahead) {
        assertThat(store.view().data(path)).isEmpty();
        StateStore.Loaded loaded = store.load(Set.of(new ColdKey(Part.DATA, path)), List.of(ahead));
        assertThat(store.view(loaded).orElseThrow().data(path)).isPresent();
    }

    @Test
    void whatIsReadAheadIsInMemoryAfterwards() {
        load("/a", new ColdKey(Part.DATA, "/b"), new ColdKey(Part.ZNODE, "/c"), new ColdKey(Part.DATA, "/none"));

        assertThat(store.view().znode("/b")).hasValue(znode(1, SMALL, 0));
        assertThat(store.view().data("/b")).hasValue(SMALL);
        assertThat(store.view().znode("/c")).hasValue(znode(1, SMALL, 0));
        assertThat(store.view().data("/c"))
                .as("short data comes with its znode")
                .hasValue(SMALL);
        assertThat(store.view().znode("/none")).hasValue(Znode.ABSENT);
    }

    @Test
    void ofLargeDataOnlyTheZnodeIsReadAhead() {
        load("/a", new ColdKey(Part.DATA, "/large"));

        assertThat(store.view().znode("/large")).hasValue(znode(1, LARGE, 0));
        assertThat(store.view().data("/large")).isEmpty();
    }

    @Test
    void whatIsKnownIsNotReadAgain() {
        load("/a", new ColdKey(Part.DATA, "/b"));
        int reads = disk.reads.get();
        load("/c", new ColdKey(Part.DATA, "/a"), new ColdKey(Part.DATA, "/b"), new ColdKey(Part.DATA, "/c"));

        // Its znode, which brings its data.
        assertThat(disk.reads.get() - reads).isEqualTo(1);
    }

    @Test
    void whatIsReadAheadIsAsNewAsWhatWasWrittenMeanwhile() {
        disk.afterRead = () -> {
            disk.afterRead = () -> {};
            store.publish("/b", znode(1, bytes("new"), 0), bytes("new"));
            store.publishPosition(position(2));
            store.writeAll();
        };

        load("/a", new ColdKey(Part.DATA, "/b"));

        assertThat(store.view().data("/b")).hasValue(bytes("new"));
    }
}
