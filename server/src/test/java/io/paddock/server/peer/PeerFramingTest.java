package io.paddock.server.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.TooLongFrameException;
import io.paddock.tree.Bytes;
import org.junit.jupiter.api.Test;

class PeerFramingTest {

    private static final int FRAME_BYTES_MAX = 100_000;

    private final EmbeddedChannel channel = new EmbeddedChannel(new PeerFraming(FRAME_BYTES_MAX));

    @Test
    void aFrameThatComesByteByByteIsOneMessage() {
        ByteBuf bytes = framed(new PeerMessage.Refusal("no"));

        while (bytes.isReadable()) {
            channel.writeInbound(bytes.readBytes(1));
        }

        assertThat(channel.<PeerMessage>readInbound()).isEqualTo(new PeerMessage.Refusal("no"));
        assertThat(channel.<PeerMessage>readInbound()).isNull();
    }

    @Test
    void aLongFrameFromAStrangerIsRefused() {
        ByteBuf head = Unpooled.buffer().writeInt(50_000);

        assertThatThrownBy(() -> channel.writeInbound(head))
                .isInstanceOf(TooLongFrameException.class)
                .hasMessageContaining("8192");
    }

    @Test
    void aLongFrameIsTakenAfterTheGreeting() {
        channel.writeInbound(framed(new PeerMessage.Ping()));
        PeerMessage batch = new PeerMessage.ForwardedBatch(Bytes.of(new byte[50_000]));

        channel.writeInbound(framed(batch));

        assertThat(channel.<PeerMessage>readInbound()).isEqualTo(new PeerMessage.Ping());
        assertThat(channel.<PeerMessage>readInbound()).isEqualTo(batch);
    }

    @Test
    void aNegativeAndAZeroLengthAreRefused() {
        for (int length : new int[] {-1, 0, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
            EmbeddedChannel fresh = new EmbeddedChannel(new PeerFraming(FRAME_BYTES_MAX));
            ByteBuf head = Unpooled.buffer().writeInt(length);

            assertThatThrownBy(() -> fresh.writeInbound(head)).hasMessageContaining(String.valueOf(length));
        }
    }

    @Test
    void aMessageThatIsTooLongIsNotSent() {
        PeerMessage batch = new PeerMessage.ForwardedBatch(Bytes.of(new byte[FRAME_BYTES_MAX]));

        assertThatThrownBy(() -> channel.writeOutbound(batch)).hasMessageContaining("at most " + FRAME_BYTES_MAX);
    }

    private static ByteBuf framed(PeerMessage message) {
        EmbeddedChannel writer = new EmbeddedChannel(new PeerFraming(FRAME_BYTES_MAX));
        writer.writeOutbound(message);
        return writer.readOutbound();
    }
}
