package io.paddock.server.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.CorruptedFrameException;
import io.paddock.tree.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PeerCodecTest {

    private static final Path GOLDEN = Path.of("src/test/resources/golden/peer-messages-1.txt");

    private static final List<PeerMessage> ONE_OF_EACH = List.of(
            new PeerMessage.Hello("paddock", 3, 1_700_000_000_001L, 1_700_000_000_000L, PeerMessage.Purpose.JOIN),
            new PeerMessage.Welcome(1, 1_700_000_000_002L, 1_700_000_000_000L, Standing.MEMBER),
            new PeerMessage.Refusal("no"),
            new PeerMessage.ForwardedBatch(Bytes.of(new byte[] {1, 2, 3})),
            new PeerMessage.NotLeader(),
            new PeerMessage.Sessions(new SessionReport(
                    7, List.of(new SessionReport.Heard(0x1122_3344_5566_7788L, 9), new SessionReport.Heard(-1, 10)))),
            new PeerMessage.Ping(),
            new PeerMessage.Pong(),
            new PeerMessage.StatusRequest(),
            new PeerMessage.StatusReply(Bytes.of(new byte[] {4, 5})),
            new PeerMessage.SnapshotRequest(),
            new PeerMessage.SnapshotNone(),
            new PeerMessage.SnapshotListing(
                    5,
                    1_000,
                    List.of(new PeerMessage.SnapshotFile("CURRENT", 16), new PeerMessage.SnapshotFile("sub/é", 0))),
            new PeerMessage.SnapshotChunk(Bytes.of(new byte[] {6})),
            new PeerMessage.SnapshotFileEnd(0xcafe_babe),
            new PeerMessage.SnapshotAck(),
            new PeerMessage.ChangeRequest(Bytes.of(new byte[] {7, 8})),
            new PeerMessage.ChangeReply(Bytes.of(new byte[] {9})));

    @Test
    void everyKindIsCovered() {
        Set<PeerMessage.Kind> kinds = EnumSet.noneOf(PeerMessage.Kind.class);
        ONE_OF_EACH.forEach(message -> kinds.add(message.kind()));

        assertThat(kinds).isEqualTo(EnumSet.allOf(PeerMessage.Kind.class));
        assertThat(PeerMessage.class.getPermittedSubclasses()).hasSameSizeAs(kinds);
    }

    @Test
    void theBytesAreThoseOfVersionOne() throws IOException {
        List<String> lines = new ArrayList<>();
        for (PeerMessage message : ONE_OF_EACH) {
            lines.add(message.kind() + " " + ByteBufUtil.hexDump(encode(message)));
        }
        if (Boolean.getBoolean("golden.rewrite")) {
            Files.createDirectories(GOLDEN.getParent());
            Files.write(GOLDEN, lines);
        }

        assertThat(lines).isEqualTo(Files.readAllLines(GOLDEN));
    }

    @Test
    void whatIsEncodedIsDecoded() {
        for (PeerMessage message : ONE_OF_EACH) {
            assertThat(PeerCodec.decode(encode(message))).isEqualTo(message);
        }
    }

    @Test
    void aMessageThatEndsEarlyIsRefused() {
        for (PeerMessage message : ONE_OF_EACH) {
            ByteBuf whole = encode(message);
            for (int length = 0; length < whole.readableBytes(); length++) {
                ByteBuf part = whole.slice(0, length);
                assertDecodedOrRefused(part, message + " cut to " + length);
            }
        }
    }

    @Test
    void aByteTooManyIsRefusedWhereTheLengthIsKnown() {
        ByteBuf ping = encode(new PeerMessage.Ping()).writeByte(0);

        assertThatThrownBy(() -> PeerCodec.decode(ping)).isInstanceOf(CorruptedFrameException.class);
    }

    @Test
    void aCountThatDoesNotFitIsRefusedBeforeMemoryIsTaken() {
        ByteBuf report = Unpooled.buffer().writeByte(6).writeLong(1).writeInt(Integer.MAX_VALUE);
        ByteBuf listing =
                Unpooled.buffer().writeByte(13).writeLong(1).writeLong(1).writeInt(-1);

        assertThatThrownBy(() -> PeerCodec.decode(report)).isInstanceOf(CorruptedFrameException.class);
        assertThatThrownBy(() -> PeerCodec.decode(listing)).isInstanceOf(CorruptedFrameException.class);
    }

    @Test
    void aHelloOfAnotherVersionIsRefused() {
        ByteBuf hello = encode(ONE_OF_EACH.get(0));
        hello.setByte(5, PeerCodec.VERSION + 1);

        assertThatThrownBy(() -> PeerCodec.decode(hello)).hasMessageContaining("version");
    }

    @Test
    void nonsenseIsRefusedAndNothingElseHappens() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 200_000; round++) {
            ByteBuf bytes = round % 2 == 0 ? noise(random) : damaged(random);
            assertDecodedOrRefused(bytes, "seed " + seed + " round " + round);
        }
    }

    private static ByteBuf noise(Random random) {
        byte[] bytes = new byte[random.nextInt(64)];
        random.nextBytes(bytes);
        if (bytes.length > 0) {
            bytes[0] = (byte) random.nextInt(18);
        }
        return Unpooled.wrappedBuffer(bytes);
    }

    private static ByteBuf damaged(Random random) {
        ByteBuf whole = encode(ONE_OF_EACH.get(random.nextInt(ONE_OF_EACH.size())));
        for (int i = random.nextInt(4); i >= 0; i--) {
            whole.setByte(random.nextInt(whole.readableBytes()), random.nextInt(256));
        }
        return whole;
    }

    private static void assertDecodedOrRefused(ByteBuf bytes, String what) {
        try {
            assertThat(PeerCodec.decode(bytes)).isNotNull();
        } catch (CorruptedFrameException expected) {
            assertThat(expected).hasMessageMatching("(?s).+");
        } catch (RuntimeException e) {
            fail(what, e);
        }
    }

    private static ByteBuf encode(PeerMessage message) {
        ByteBuf out = Unpooled.buffer();
        PeerCodec.encode(message, out);
        return out;
    }
}
