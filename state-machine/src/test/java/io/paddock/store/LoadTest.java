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
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cold reads, and what is published and written at their worst moments. The test is the apply thread. */
final class LoadTest {

    private static final StoreSettings SETTINGS =
            StoreSettings.DEFAULT.withCaches(1, 1).withGenerations(1 << 20, 60_000, 1 << 22);

    private HookedDisk disk;
    private WriteBehindStore store;
    private long index;

    @BeforeEach
    void open(@TempDir Path directory) {
        disk = new HookedDisk(RocksStateStore.open(directory.resolve("db"), SETTINGS));
        store = WriteBehindStore.open(disk, SETTINGS, cause -> fail(cause));
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void aLoadSeesWhatWasWrittenWhileItReadTheDisk() {
        publish("/a", "old");
        writeAll();
        disk.afterRead = () -> {
            disk.afterRead = () -> {};
            for (int i = 0; i < 5; i++) {
                publish("/a", "new" + i);
                writeAll();
            }
        };

        StateStore.Loaded loaded = store.load(Set.of(new ColdKey(Part.DATA, "/a")));

        assertThat(store.view(loaded).orElseThrow().data("/a")).hasValue(bytes("new4"));
    }

    @Test
    void aLoadSeesARemovalThatWasWrittenWhileItReadTheDisk() {
        publish("/a", "old");
        writeAll();
        disk.afterRead = () -> {
            disk.afterRead = () -> {};
            store.publishRemoval("/a", znode(1, bytes("old"), 0));
            end();
            writeAll();
        };

        StateStore.Loaded loaded = store.load(Set.of(new ColdKey(Part.DATA, "/a")));

        assertThat(store.view(loaded).orElseThrow().znode("/a")).hasValue(Znode.ABSENT);
    }

    @Test
    void whatWasLoadedIsBroughtUpToDateWithAGenerationWrittenBeforeItIsUsed() {
        publish("/a", "old");
        writeAll();
        StateStore.Loaded loaded = store.load(Set.of(new ColdKey(Part.DATA, "/a")));

        publish("/a", "new");
        writeAll();

        assertThat(store.view(loaded).orElseThrow().data("/a")).hasValue(bytes("new"));
    }

    @Test
    void whatWasPublishedAfterTheLoadIsSeenBeforeItIsWritten() {
        publish("/a", "old");
        writeAll();
        StateStore.Loaded loaded = store.load(Set.of(new ColdKey(Part.DATA, "/a")));

        publish("/a", "new");

        assertThat(store.view(loaded).orElseThrow().data("/a")).hasValue(bytes("new"));
    }

    @Test
    void whatWasLoadedLongAgoMustBeLoadedAgain() {
        publish("/a", "old");
        writeAll();
        StateStore.Loaded loaded = store.load(Set.of(new ColdKey(Part.DATA, "/a")));

        for (int i = 0; i < 3; i++) {
            publish("/a", "new" + i);
            writeAll();
        }

        assertThat(store.view(loaded)).isEmpty();
    }

    @Test
    void aViewStaysRightWhenAGenerationIsWrittenWhileItIsUsed() {
        publish("/a", "old");
        writeAll();
        StateStore.Loaded loaded = store.load(Set.of(new ColdKey(Part.DATA, "/a")));
        publish("/a", "new");
        ReadView view = store.view(loaded).orElseThrow();

        writeAll();

        assertThat(view.data("/a")).hasValue(bytes("new"));
        assertThat(view.znode("/a").orElseThrow().stat().dataLength()).isEqualTo(3);
    }

    @Test
    void aScanSeesTheChildrenThatCameAndWentWhileItRan() {
        store.publish("/", znode(0, Bytes.NULL, 10_000), Bytes.NULL);
        IntStream.range(0, 10_000).forEach(i -> publish("/c" + i, ""));
        writeAll();
        disk.duringScan = () -> {
            if (index < 10_100) {
                publish("/new" + index, "");
                store.publishRemoval("/c" + (index % 10_000), znode(1, Bytes.EMPTY, 0));
                end();
                if (index % 20 == 0) {
                    writeAll();
                }
            }
        };

        StateStore.Loaded loaded = store.load(Set.of(new ColdKey(Part.CHILDREN, "/")));
        Optional<Set<String>> names = store.view(loaded).orElseThrow().children("/");
        disk.duringScan = () -> {};

        writeAll();
        assertThat(names.orElseThrow()).containsExactlyInAnyOrderElementsOf(store.children("/"));
        assertThat(names.orElseThrow()).anyMatch(name -> name.startsWith("new"));
    }

    @Test
    void aSetTooLargeForTheCacheIsThereForTheReadThatLoadedIt() {
        store.publish("/", znode(0, Bytes.NULL, 2), Bytes.NULL);
        publish("/a", "");
        publish("/b", "");
        writeAll();

        ReadView view =
                store.view(store.load(Set.of(new ColdKey(Part.CHILDREN, "/")))).orElseThrow();

        assertThat(view.children("/").orElseThrow()).containsExactlyInAnyOrder("a", "b");
        assertThat(view.children("/").orElseThrow()).containsExactlyInAnyOrder("a", "b");
        assertThat(store.view().children("/")).isEmpty();
    }

    @Test
    void anAbsentZnodeIsLoadedAsAbsent() {
        ReadView view =
                store.view(store.load(Set.of(new ColdKey(Part.ZNODE, "/none")))).orElseThrow();

        assertThat(view.znode("/none")).hasValue(Znode.ABSENT);
    }

    @Test
    void nullAndEmptyDataStayApartOnDisk() {
        store.publish("/null", znode(1, Bytes.NULL, 0), Bytes.NULL);
        store.publish("/empty", znode(1, Bytes.EMPTY, 0), Bytes.EMPTY);
        end();
        writeAll();

        assertThat(store.data("/null")).isEqualTo(Bytes.NULL);
        assertThat(store.data("/empty")).isEqualTo(Bytes.EMPTY);
    }

    @Test
    void nullDataReplacesWhatWasOnDisk() {
        publish("/a", "something");
        writeAll();

        store.publish("/a", znode(2, Bytes.NULL, 0), Bytes.NULL);
        end();
        writeAll();

        assertThat(store.data("/a")).isEqualTo(Bytes.NULL);
    }

    @Test
    void anEphemeralThatTakesAnothersPlaceUnseenLeavesNothingOfItBehind() {
        store.publish("/a", TestZnodes.owned(1, Bytes.NULL, 0, 77), Bytes.NULL);
        end();
        writeAll();

        store.publish("/a", TestZnodes.owned(2, Bytes.NULL, 0, 88), Bytes.NULL);
        end();
        writeAll();

        StringBuilder found = new StringBuilder();
        store.restoreEphemerals((session, path) -> found.append(session).append(path));
        assertThat(found).hasToString("88/a");
    }

    private void publish(String path, String data) {
        store.publish(path, znode(1, bytes(data), 0), bytes(data));
        end();
    }

    private void end() {
        store.publishPosition(position(index++));
    }

    /** Every entry that has ended is on disk and retired when this returns. */
    private void writeAll() {
        store.writeAll();
    }
}
