package io.paddock.store;

import static io.paddock.store.TestZnodes.bytes;
import static io.paddock.store.TestZnodes.position;
import static io.paddock.store.TestZnodes.znode;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.paddock.tree.Bytes;
import io.paddock.tree.Znode;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What memory answers by itself. */
final class KnownWithoutDiskTest {

    private static final StoreSettings SETTINGS = StoreSettings.DEFAULT.withGenerations(1 << 20, 60_000, 1 << 22);

    private HookedDisk disk;
    private WriteBehindStore store;

    @BeforeEach
    void open(@TempDir Path directory) {
        disk = new HookedDisk(RocksStateStore.open(directory.resolve("db"), SETTINGS));
        store = WriteBehindStore.open(disk, SETTINGS, cause -> fail(cause));
        store.publish("/", znode(0, Bytes.NULL, 0), Bytes.NULL);
        store.publishPosition(position(0));
    }

    @AfterEach
    void close() {
        assertThat(disk.reads).as("reads of the disk").hasValue(0);
        store.close();
    }

    @Test
    void aZnodeWithoutChildrenHasAnEmptySet() {
        assertThat(store.view().children("/").orElseThrow()).isEmpty();
    }

    @Test
    void theSetOfAParentThatBeganEmptyFollowsItsChildren() {
        store.publish("/a", znode(1, Bytes.NULL, 0), Bytes.NULL);
        store.publish("/b", znode(1, Bytes.NULL, 0), Bytes.NULL);
        store.publish("/", znode(0, Bytes.NULL, 2));
        store.publishPosition(position(1));
        store.publishRemoval("/a", znode(1, Bytes.NULL, 0));
        store.publish("/", znode(0, Bytes.NULL, 1));
        store.publishPosition(position(2));

        assertThat(store.view().children("/").orElseThrow()).containsExactly("b");
    }

    @Test
    void theSetIsTheSameWhenTheParentIsPublishedBeforeItsChildren() {
        store.publish("/p", znode(1, Bytes.NULL, 2), Bytes.NULL);
        store.publish("/p/b", znode(1, Bytes.NULL, 0), Bytes.NULL);
        store.publish("/p/a", znode(1, Bytes.NULL, 0), Bytes.NULL);
        store.publish("/", znode(0, Bytes.NULL, 1));
        store.publishPosition(position(1));

        assertThat(store.view().children("/p").orElseThrow()).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void aNameThatIsNotInItsParentsSetIsAbsent() {
        store.publish("/a", znode(1, Bytes.NULL, 0), Bytes.NULL);
        store.publish("/", znode(0, Bytes.NULL, 1));
        store.publishPosition(position(1));

        assertThat(store.znode("/b")).isEqualTo(Znode.ABSENT);
        assertThat(store.view().znode("/a/c")).hasValue(Znode.ABSENT);
    }

    @Test
    void whatIsWrittenStaysInTheCache() {
        store.publish("/a", znode(1, bytes("x"), 0), bytes("x"));
        store.publish("/", znode(0, Bytes.NULL, 1));
        store.publishPosition(position(1));

        store.writeAll();

        assertThat(store.statistics().pendingRecords()).isZero();
        assertThat(store.view().znode("/a")).hasValue(znode(1, bytes("x"), 0));
        assertThat(store.view().data("/a")).hasValue(bytes("x"));
        assertThat(store.view().children("/").orElseThrow()).containsExactly("a");
    }

    @Test
    void whatIsPublishedKeepsTheDataWhenOnlyTheZnodeIsReplaced() {
        store.publish("/a", znode(1, bytes("x"), 0), bytes("x"));
        store.publishPosition(position(1));
        store.writeAll();
        store.publish("/a", znode(1, bytes("x"), 3));
        store.publishPosition(position(2));
        store.writeAll();

        assertThat(store.view().data("/a")).hasValue(bytes("x"));
        assertThat(store.view().znode("/a")).hasValue(znode(1, bytes("x"), 3));
    }

    @Test
    void whatComesAndGoesBetweenTwoWritesLeavesNothingBehind() {
        long before = store.statistics().bytes();
        for (int i = 0; i < 1000; i++) {
            store.publish("/x" + i, znode(1, bytes("x"), 0), bytes("x"));
            store.publish("/", znode(0, Bytes.NULL, 1));
            store.publishPosition(position(2 * i + 1));
            store.publishRemoval("/x" + i, znode(1, bytes("x"), 0));
            store.publish("/", znode(0, Bytes.NULL, 0));
            store.publishPosition(position(2 * i + 2));
        }
        long pending = store.statistics().pendingRecords();
        store.writeAll();

        // The root. A thousand records would fill a part of each of the cache's segments, of 64 KB.
        assertThat(pending).isEqualTo(1);
        assertThat(store.statistics().bytes() - before).isLessThan(100_000);
        assertThat(store.view().children("/").orElseThrow()).isEmpty();
        assertThat(store.view().znode("/x7")).hasValue(Znode.ABSENT);
    }

    @Test
    void whatCameAndWentCanComeAgain() {
        store.publish("/a", znode(1, bytes("x"), 0), bytes("x"));
        store.publish("/", znode(0, Bytes.NULL, 1));
        store.publishPosition(position(1));
        store.publishRemoval("/a", znode(1, bytes("x"), 0));
        store.publish("/", znode(0, Bytes.NULL, 0));
        store.publishPosition(position(2));
        store.publish("/a", znode(1, bytes("y"), 0), bytes("y"));
        store.publish("/", znode(0, Bytes.NULL, 1));
        store.publishPosition(position(3));

        assertThat(store.view().data("/a")).hasValue(bytes("y"));
        assertThat(store.view().children("/").orElseThrow()).containsExactly("a");

        store.writeAll();

        assertThat(store.view().data("/a")).hasValue(bytes("y"));
        assertThat(store.view().children("/").orElseThrow()).containsExactly("a");
    }
}
