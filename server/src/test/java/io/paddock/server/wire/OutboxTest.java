package io.paddock.server.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.paddock.outcome.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OutboxTest {

    private final UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(false);
    private final Outbox outbox = new Outbox(allocator);
    private final Outbox.Frame event = ReplyWriter.event(Change.Kind.DATA_CHANGED, "/a", 7);

    @AfterEach
    void nothingIsLeftInMemory() {
        outbox.close();
        assertThat(allocator.metric().usedDirectMemory()).isZero();
        assertThat(allocator.metric().usedHeapMemory()).isZero();
    }

    @Test
    void anEventForManyIsTheSameForEach() {
        Outbox other = new Outbox(allocator);
        int length = outbox.append(event);
        other.append(event);
        other.append(number(1));

        byte[] first = taken(outbox);

        assertThat(first).hasSize(length + Integer.BYTES);
        assertThat(taken(other)).startsWith(first).endsWith(0, 0, 0, 4, 0, 0, 0, 1);
        other.close();
    }

    @Test
    void whatIsTakenIsNotThereAnyMore() {
        outbox.append(event);
        outbox.append(number(1));
        taken(outbox);

        assertThat(outbox.length()).isZero();
        outbox.append(number(2));
        assertThat(taken(outbox)).containsExactly(0, 0, 0, 4, 0, 0, 0, 2);
    }

    @Test
    void aClosedOneTakesNothing() {
        outbox.append(event);
        outbox.close();

        assertThat(outbox.append(event)).isZero();
        assertThat(outbox.append(number(1))).isZero();
        assertThat(outbox.length()).isZero();
    }

    @Test
    void framesLeaveInTheirOrderWhateverTheyAre() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<Byte> expected = new ArrayList<>();
        List<Byte> got = new ArrayList<>();
        byte[] eventBytes = eventBytes();
        for (int i = 0; i < 1_000; i++) {
            switch (random.nextInt(3)) {
                case 0 -> {
                    assertThat(outbox.append(event)).isEqualTo(eventBytes.length - Integer.BYTES);
                    add(expected, eventBytes);
                }
                case 1 -> {
                    assertThat(outbox.append(number(i))).isEqualTo(Integer.BYTES);
                    add(expected, new byte[] {0, 0, 0, 4, 0, 0, (byte) (i >> 8), (byte) i});
                }
                default -> add(got, taken(outbox));
            }
        }
        add(got, taken(outbox));
        assertThat(got).as("seed %d", seed).isEqualTo(expected);
    }

    private byte[] eventBytes() {
        outbox.append(event);
        return taken(outbox);
    }

    private static Outbox.Frame number(int number) {
        return out -> out.writeInt(Integer.BYTES).writeInt(number);
    }

    private static void add(List<Byte> list, byte[] bytes) {
        for (byte b : bytes) {
            list.add(b);
        }
    }

    private static byte[] taken(Outbox outbox) {
        ByteBuf bytes = outbox.take();
        try {
            return ByteBufUtil.getBytes(bytes);
        } finally {
            bytes.release();
        }
    }
}
