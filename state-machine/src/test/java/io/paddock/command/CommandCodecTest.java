package io.paddock.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.paddock.acl.Acl;
import io.paddock.acl.AclEntry;
import io.paddock.acl.Identity;
import io.paddock.command.Command.CreateForm;
import io.paddock.command.Command.Kind;
import io.paddock.outcome.ErrorCode;
import io.paddock.session.Owner;
import io.paddock.tree.Bytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandCodecTest {

    private static final Path GOLDEN = Path.of("src/test/resources/golden/command");
    private static final Bytes DATA = Bytes.of("data".getBytes(StandardCharsets.US_ASCII));
    private static final Bytes PASSWORD = Bytes.of("0123456789abcdef".getBytes(StandardCharsets.US_ASCII));
    private static final List<AclEntry> ACL =
            List.of(new AclEntry(31, "digest", "bob:hash"), new AclEntry(1, "world", "anyone"));
    private static final List<Identity> IDENTITIES =
            List.of(new Identity("ip", "127.0.0.1"), new Identity("digest", "bob:hash"));
    private static final Owner OWNER = new Owner(3, 77);
    private static final long SESSION = 0x0300000000000007L;

    /** One command of each kind. */
    static Command example(Kind kind) {
        return switch (kind) {
            case CREATE -> new Command.Create(CreateForm.CREATE2, "/a/b", DATA, ACL, 3, 0);
            case DELETE -> new Command.Delete("/a/b", -1);
            case SET_DATA -> new Command.SetData("/a/\u00e9\u20ac", Bytes.NULL, 300);
            case SET_ACL -> new Command.SetAcl("/a", Acl.OPEN.entries(), 7);
            case CHECK -> new Command.Check("/a", Integer.MIN_VALUE);
            case MULTI ->
                new Command.Multi(List.of(
                        new Command.Create(CreateForm.TTL, "/t", Bytes.EMPTY, ACL, 5, 1L << 39),
                        new Command.Create(CreateForm.CONTAINER, "/c", DATA, ACL, 4, 0),
                        new Command.Delete("/d", 0),
                        new Command.SetData("/s", DATA, 1),
                        new Command.Check("/k", 2),
                        new Command.Refused(ErrorCode.MARSHALLING_ERROR)));
            case REFUSED -> new Command.Refused(ErrorCode.UNIMPLEMENTED);
            case CREATE_SESSION -> new Command.CreateSession(PASSWORD, 30_000);
            case ATTACH_SESSION -> new Command.AttachSession(PASSWORD, 6_000);
            case CLOSE_SESSION -> new Command.CloseSession();
            case EXPIRE_SESSION -> new Command.ExpireSession(SESSION, OWNER);
            case SYNC -> new Command.Sync();
            case REMOVE_UNUSED -> new Command.RemoveUnused("/container");
            case SET_ENSEMBLE -> new Command.SetEnsemble(DATA);
        };
    }

    private static Batch batchOf(Command... commands) {
        List<Request> requests = new ArrayList<>();
        for (Command command : commands) {
            requests.add(new Request(SESSION, OWNER, IDENTITIES, command));
        }
        return new Batch(3, 1_700_000_000_000L, 42, true, requests);
    }

    @ParameterizedTest
    @EnumSource
    void theBytesOfEachKindStayWhatTheyAre(Kind kind) throws IOException {
        byte[] encoded = CommandCodec.encodeBatch(batchOf(example(kind)));
        Path file = GOLDEN.resolve(kind.name().toLowerCase(java.util.Locale.ROOT) + ".hex");
        String actual =
                HexFormat.of().formatHex(encoded).replaceAll("(.{64})", "$1\n").strip() + "\n";
        if (Boolean.getBoolean("golden.rewrite")) {
            Files.createDirectories(GOLDEN);
            Files.writeString(file, actual);
        }

        String golden = Files.readString(file);

        assertThat(actual).isEqualTo(golden);
        byte[] stored = HexFormat.of().parseHex(golden.replace("\n", ""));
        assertThat(CommandCodec.decodeBatch(stored)).isEqualTo(batchOf(example(kind)));
    }

    @Test
    void everyShapeHasItsOwnKindAndEveryKindItsOwnNumber() {
        Set<Class<?>> shapes = new HashSet<>();
        Set<Integer> numbers = new HashSet<>();
        for (Kind kind : Kind.values()) {
            assertThat(example(kind).kind()).isEqualTo(kind);
            shapes.add(example(kind).getClass());
            numbers.add(kind.number());
        }

        assertThat(shapes).containsExactlyInAnyOrder(Command.class.getPermittedSubclasses());
        assertThat(numbers).hasSize(Kind.values().length).allMatch(number -> number > 0 && number < 256);
    }

    @Test
    void anEntryHoldsTheBatchesAsTheyWere() {
        Batch one = batchOf(example(Kind.CREATE), example(Kind.SYNC));
        Batch other = new Batch(1, 5, 6, false, List.of());

        byte[] bytes =
                EntryCodec.encodeEntry(-7, List.of(CommandCodec.encodeBatch(one), CommandCodec.encodeBatch(other)));

        assertThat(EntryCodec.decodeEntry(ByteBuffer.wrap(bytes))).isEqualTo(new Entry(-7, List.of(one, other)));
    }

    @Test
    void aBufferOfAnyKindWillDoAndItsPositionStays() {
        byte[] bytes = EntryCodec.encodeEntry(9, List.of(CommandCodec.encodeBatch(batchOf(example(Kind.DELETE)))));
        ByteBuffer direct = ByteBuffer.allocateDirect(bytes.length + 5).position(5);
        direct.put(bytes).position(5);
        ByteBuffer slice = ByteBuffer.wrap(Arrays.copyOf(new byte[3], bytes.length + 3))
                .position(3)
                .slice();
        slice.put(bytes).flip();

        assertThat(EntryCodec.decodeEntry(direct)).isEqualTo(EntryCodec.decodeEntry(slice));
        assertThat(direct.position()).isEqualTo(5);
        assertThat(EntryCodec.decodeEntry(slice.asReadOnlyBuffer()).timeMs()).isEqualTo(9);
    }

    @Test
    void whatRepeatsIsWrittenOnce() {
        Command create = new Command.Create(CreateForm.CREATE, "/a", DATA, ACL, 0, 0);
        int one = CommandCodec.encodeBatch(batchOf(create)).length;
        int two = CommandCodec.encodeBatch(batchOf(create, create)).length;

        assertThat(two - one).isLessThan(20);
    }

    static List<String> texts() {
        return List.of(
                "",
                "/a",
                "/\u00ff",
                "/\u0100",
                "\ud800",
                "a\udc00b\0",
                "\ud83d\ude00",
                "x".repeat(70_000),
                "\u20ac".repeat(40_000));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void everyTextComesBack(String text) {
        Batch batch = batchOf(new Command.Delete(text, 1), new Command.Delete("/after", 2));

        assertThat(CommandCodec.decodeBatch(CommandCodec.encodeBatch(batch))).isEqualTo(batch);
    }

    @Test
    void nullDataIsNotEmptyData() {
        Batch batch = batchOf(new Command.SetData("/a", Bytes.NULL, 0), new Command.SetData("/a", Bytes.EMPTY, 0));

        List<Request> decoded =
                CommandCodec.decodeBatch(CommandCodec.encodeBatch(batch)).requests();

        assertThat(((Command.SetData) decoded.get(0).command()).data().isNull()).isTrue();
        assertThat(((Command.SetData) decoded.get(1).command()).data().isNull()).isFalse();
    }

    @Test
    void aPartThatNoMultiMayHaveIsNotEncoded() {
        Batch nested = batchOf(new Command.Multi(List.of(new Command.Multi(List.of()))));

        assertThatThrownBy(() -> CommandCodec.encodeBatch(nested)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @EnumSource
    void aBatchCutShortOrWithBytesMoreIsCorrupt(Kind kind) {
        byte[] whole = CommandCodec.encodeBatch(batchOf(example(kind), example(kind)));

        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> CommandCodec.decodeBatch(cut)).isInstanceOf(CorruptEntryException.class);
        }
        byte[] longer = Arrays.copyOf(whole, whole.length + 1);
        assertThatThrownBy(() -> CommandCodec.decodeBatch(longer)).isInstanceOf(CorruptEntryException.class);
    }

    @Test
    void anotherVersionIsRefused() {
        byte[] batch = CommandCodec.encodeBatch(batchOf());
        byte[] entry = EntryCodec.encodeEntry(0, List.of());
        batch[0] = 2;
        entry[0] = 2;

        assertThatThrownBy(() -> CommandCodec.decodeBatch(batch))
                .isInstanceOf(CorruptEntryException.class)
                .hasMessageContaining("version 2");
        assertThatThrownBy(() -> EntryCodec.decodeEntry(ByteBuffer.wrap(entry)))
                .isInstanceOf(CorruptEntryException.class)
                .hasMessageContaining("version 2");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void randomBytesAreRefusedAndNothingElseHappens(long seed) {
        Random random = new Random(seed);
        Command[] all =
                Arrays.stream(Kind.values()).map(CommandCodecTest::example).toArray(Command[]::new);
        byte[] batch = CommandCodec.encodeBatch(batchOf(all));
        byte[] entry = EntryCodec.encodeEntry(1, List.of(batch, batch));
        for (int i = 0; i < 30_000; i++) {
            byte[] bytes = i % 3 == 0 ? new byte[random.nextInt(60)] : entry.clone();
            if (i % 3 == 0) {
                random.nextBytes(bytes);
                if (bytes.length > 0) {
                    bytes[0] = 1;
                }
            } else {
                for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
                    bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
                }
            }
            decodeOrRefuse(bytes, seed, i);
        }
    }

    private static void decodeOrRefuse(byte[] bytes, long seed, int round) {
        try {
            EntryCodec.decodeEntry(ByteBuffer.wrap(bytes));
        } catch (CorruptEntryException refused) {
            assertThat(refused).hasMessageContaining("corrupt");
        } catch (RuntimeException | Error e) {
            throw new AssertionError(
                    "seed " + seed + " round " + round + ": " + HexFormat.of().formatHex(bytes), e);
        }
    }
}
