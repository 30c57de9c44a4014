package io.paddock.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.paddock.acl.Acl;
import io.paddock.acl.AclEntry;
import io.paddock.session.Owner;
import io.paddock.session.Session;
import io.paddock.tree.Bytes;
import io.paddock.tree.Znode;
import io.paddock.tree.ZnodeStat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The bytes of every kind of key and record, of each version of the format: the newest is written, all are read. */
final class GoldenRecordsTest {

    private static final Path GOLDEN = Path.of("src/test/resources/golden");
    private static final String NEWEST = "store-v2.txt";

    private static final Znode SMALL = new Znode(
            new ZnodeStat(
                    0x100000007L, 0x100000007L, 0x100000007L, 1_700_000_000_000L, 1_700_000_000_000L, 0, 0, 0, 0, 3, 0),
            Acl.OPEN,
            0x0123456789abcdefL);
    private static final Znode LARGE = new Znode(
            new ZnodeStat(
                    5,
                    0x200000001L,
                    0x200000009L,
                    1_700_000_000_000L,
                    1_700_000_123_456L,
                    -1,
                    Integer.MAX_VALUE,
                    300,
                    Long.MIN_VALUE,
                    1 << 20,
                    70_000),
            new Acl(List.of(new AclEntry(31, "digest", "bob:h="), new AclEntry(1, "world", "anyone"))),
            -1);
    private static final Session SESSION = new Session(
            0x0100000000000042L,
            Bytes.of(new byte[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15}),
            30_000,
            new Owner(3, 77_000));
    private static final Position POSITION =
            new Position(2, 12_345, 0x200000009L, 1_700_000_123_456L, -2, 1_000_000, 1L << 33);
    private static final Origin ORIGIN = new Origin(9, 1L << 40);

    @Test
    void recordsAreWrittenAsTheyAlwaysWere() throws IOException {
        List<String> lines = written().entrySet().stream()
                .map(entry -> entry.getKey() + " " + HexFormat.of().formatHex(entry.getValue()))
                .toList();
        if (Boolean.getBoolean("golden.rewrite")) {
            Files.write(GOLDEN.resolve(NEWEST), lines);
        }

        assertThat(lines).isEqualTo(Files.readAllLines(GOLDEN.resolve(NEWEST), StandardCharsets.UTF_8));
    }

    @Test
    void aZnodesRecordTellsWhereItsDataIs() throws IOException {
        Map<String, byte[]> golden = golden(NEWEST);
        ZnodeCodec codec = new ZnodeCodec();
        assertThat(codec.decodeAll(golden("store-v1.txt").get("znode-open-acl")).hasData())
                .isFalse();
        assertThat(codec.decodeAll(golden.get("znode-open-acl")).hasData()).isFalse();
        assertThat(codec.decodeAll(golden.get("znode-with-data")))
                .isEqualTo(new CachedZnode(SMALL, TestZnodes.bytes("abc")));
        assertThat(codec.decodeAll(golden.get("znode-with-acl-and-data")))
                .isEqualTo(new CachedZnode(LARGE, TestZnodes.bytes("data")));
        assertThat(codec.decodeAll(golden.get("znode-with-empty-data"))).isEqualTo(new CachedZnode(SMALL, Bytes.EMPTY));
        assertThat(codec.decodeAll(golden.get("znode-with-null-data"))).isEqualTo(new CachedZnode(SMALL, Bytes.NULL));
    }

    @ParameterizedTest
    @ValueSource(strings = {"store-v1.txt", NEWEST})
    void recordsOfAllVersionsAreRead(String file) throws IOException {
        Map<String, byte[]> golden = golden(file);

        ZnodeCodec codec = new ZnodeCodec();
        assertThat(codec.decode(golden.get("znode-open-acl"))).isEqualTo(SMALL);
        assertThat(codec.decode(golden.get("znode-container"))).isEqualTo(LARGE);
        assertThat(ZnodeCodec.decodeData(golden.get("data"))).isEqualTo(TestZnodes.bytes("data"));
        assertThat(ZnodeCodec.decodeData(golden.get("data-empty"))).isEqualTo(Bytes.EMPTY);
        assertThat(SmallRecordCodec.decodePosition(golden.get("position"))).isEqualTo(POSITION);
        assertThat(SmallRecordCodec.decodeSession(SESSION.id(), golden.get("session")))
                .isEqualTo(SESSION);
        assertThat(SmallRecordCodec.decodeOrigin(golden.get("origin"))).isEqualTo(ORIGIN);
        assertThat(KeyLayout.pathOf(golden.get("key-znode"))).isEqualTo("/app/é");
        assertThat(KeyLayout.pathOf(golden.get("key-znode-root"))).isEqualTo("/");
        assertThat(KeyLayout.pathOf(golden.get("key-znode-top"))).isEqualTo("/app");
    }

    private static Map<String, byte[]> written() {
        Map<String, byte[]> written = new LinkedHashMap<>();
        written.put("key-format", KeyLayout.FORMAT_KEY);
        written.put("key-position", KeyLayout.POSITION_KEY);
        written.put("key-znode-root", KeyLayout.ofPath(KeyLayout.ZNODE, "/"));
        written.put("key-znode-top", KeyLayout.ofPath(KeyLayout.ZNODE, "/app"));
        written.put("key-znode", KeyLayout.ofPath(KeyLayout.ZNODE, "/app/é"));
        written.put("key-data", KeyLayout.ofPath(KeyLayout.DATA, "/app/é"));
        written.put("key-session", KeyLayout.session(SESSION.id()));
        written.put("key-ephemeral", KeyLayout.ephemeral(SESSION.id(), "/app/é"));
        written.put("key-unusable", KeyLayout.unusable("/app/é"));
        written.put("key-origin", KeyLayout.origin(3));
        written.put("mark", SmallRecordCodec.mark());
        written.put("position", bytes(out -> SmallRecordCodec.encode(POSITION, out)));
        written.put("znode-open-acl", bytes(out -> ZnodeCodec.encode(SMALL, out)));
        written.put("znode-container", bytes(out -> ZnodeCodec.encode(LARGE, out)));
        written.put("znode-with-data", bytes(out -> ZnodeCodec.encode(SMALL, TestZnodes.bytes("abc"), out)));
        written.put("znode-with-acl-and-data", bytes(out -> ZnodeCodec.encode(LARGE, TestZnodes.bytes("data"), out)));
        written.put("znode-with-empty-data", bytes(out -> ZnodeCodec.encode(SMALL, Bytes.EMPTY, out)));
        written.put("znode-with-null-data", bytes(out -> ZnodeCodec.encode(SMALL, Bytes.NULL, out)));
        written.put("data", bytes(out -> ZnodeCodec.encodeData(TestZnodes.bytes("data"), out)));
        written.put("data-empty", bytes(out -> ZnodeCodec.encodeData(Bytes.EMPTY, out)));
        written.put("session", bytes(out -> SmallRecordCodec.encode(SESSION, out)));
        written.put("origin", bytes(out -> SmallRecordCodec.encode(ORIGIN, out)));
        return written;
    }

    private static byte[] bytes(Consumer<RecordWriter> record) {
        RecordWriter out = new RecordWriter(1);
        record.accept(out);
        return out.toArray();
    }

    static Map<String, byte[]> golden(String file) throws IOException {
        Map<String, byte[]> golden = new LinkedHashMap<>();
        for (String line : Files.readAllLines(GOLDEN.resolve(file), StandardCharsets.UTF_8)) {
            String[] parts = line.split(" ", 2);
            golden.put(parts[0], HexFormat.of().parseHex(parts[1]));
        }
        return golden;
    }
}
