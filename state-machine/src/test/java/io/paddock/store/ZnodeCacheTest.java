package io.paddock.store;

import static io.paddock.store.TestZnodes.bytes;
import static io.paddock.store.TestZnodes.znode;
import static org.assertj.core.api.Assertions.assertThat;

import io.paddock.acl.Acl;
import io.paddock.acl.AclEntry;
import io.paddock.tree.Bytes;
import io.paddock.tree.Znode;
import java.util.List;
import org.junit.jupiter.api.Test;

class ZnodeCacheTest {

    private static final String PATH = "/a/b";

    private final ZnodeCache cache = new ZnodeCache(32 << 20);

    @Test
    void aZnodeIsFoundWithWhateverIsKnownOfIt() {
        assertThat(cache.find(PATH)).isSameAs(CachedZnode.UNKNOWN);
        for (Bytes data : List.of(
                Bytes.NULL,
                Bytes.EMPTY,
                bytes("short"),
                bytes("x".repeat(4_096)),
                bytes("y".repeat(4_097)),
                bytes("z".repeat(1 << 20)),
                bytes("short again"))) {
            Znode znode = znode(7, data, 3);
            cache.put(PATH, CachedZnode.of(znode, data));
            assertThat(cache.znode(PATH)).isEqualTo(znode);
            assertThat(cache.data(PATH)).isEqualTo(data);
            assertThat(cache.find(PATH)).isEqualTo(new CachedZnode(znode, data));

            cache.putLoaded(PATH, CachedZnode.of(znode, CachedZnode.NO_DATA));
            assertThat(cache.data(PATH)).as("more is known already").isEqualTo(data);
        }
        cache.put(PATH, CachedZnode.of(znode(7, bytes("x"), 3), CachedZnode.NO_DATA));
        assertThat(cache.data(PATH)).isSameAs(CachedZnode.NO_DATA);
        cache.put(PATH, CachedZnode.ABSENT);
        assertThat(cache.find(PATH)).isEqualTo(CachedZnode.ABSENT);
        assertThat(cache.data(PATH)).isSameAs(CachedZnode.NO_DATA);
    }

    @Test
    void whatIsTooLongIsKeptWithoutItsData() {
        Bytes data = bytes("x".repeat((2 << 20) + 1));
        cache.put(PATH, CachedZnode.of(znode(7, data, 0), data));

        assertThat(cache.znode(PATH)).isEqualTo(znode(7, data, 0));
        assertThat(cache.data(PATH)).isSameAs(CachedZnode.NO_DATA);
    }

    /** Also ACLs that share a place among those known, and one that is too long for that. */
    @Test
    void everyAclIsItsZnodesOwn() {
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 2_000; i++) {
                AclEntry entry = new AclEntry(1 + i % 31, "digest", "user" + i + ":" + "x".repeat(i % 40));
                AclEntry other = new AclEntry(31, "ip", "10.0.0.1" + (i == 7 ? "0".repeat(3_000) : ""));
                Acl acl = new Acl(i % 3 == 0 ? List.of(entry) : List.of(entry, other));
                Znode znode = new Znode(znode(i, bytes("x"), 0).stat(), acl, i);
                cache.put("/acl" + i, CachedZnode.of(znode, bytes("x")));
                assertThat(cache.znode("/acl" + i)).isEqualTo(znode);
            }
        }
        for (Acl acl : List.of(Acl.OPEN, Acl.NONE)) {
            Znode znode = new Znode(znode(1, bytes("x"), 0).stat(), acl, 1);
            cache.put(PATH, CachedZnode.of(znode, bytes("x")));
            assertThat(cache.znode(PATH)).isEqualTo(znode);
        }
    }
}
