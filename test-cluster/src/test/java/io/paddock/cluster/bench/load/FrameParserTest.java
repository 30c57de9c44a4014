package io.paddock.cluster.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.paddock.cluster.wire.Bytes;
import io.paddock.cluster.wire.WireWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class FrameParserTest {
    private static final Bytes STREAM = new WireWriter()
            .raw(new WireWriter()
                    .int32(0)
                    .int32(30_000)
                    .int64(77)
                    .buffer(Optional.of(Bytes.copyOf(new byte[16])))
                    .bool(false)
                    .toFrame())
            .raw(new WireWriter().int32(1).int64(5).int32(0).toFrame())
            .raw(new WireWriter().int32(2).int64(6).int32(-101).toFrame())
            .raw(new WireWriter().int32(-1).int64(6).int32(0).text("body").toFrame())
            .toBytes();
    private static final List<String> TOLD = List.of("session 77 for 30000", "1 0 16", "2 -101 16", "-1 0 24");

    private static final class Listener implements FrameParser.Listener {
        private final List<String> told = new ArrayList<>();

        @Override
        public void handshake(int timeoutMs, long session, byte[] password) {
            told.add("session " + session + " for " + timeoutMs);
        }

        @Override
        public void frame(int xid, int error, int length) {
            told.add(xid + " " + error + " " + length);
        }

        @Override
        public boolean isListening() {
            return true;
        }
    }

    @Test
    void framesAreTheSameWhereverTheStreamIsCut() throws IOException {
        byte[] bytes = STREAM.toArray();
        for (int step = 1; step <= bytes.length; step++) {
            FrameParser parser = new FrameParser();
            Listener listener = new Listener();

            for (int at = 0; at < bytes.length; at += step) {
                parser.consume(ByteBuffer.wrap(bytes, at, Math.min(step, bytes.length - at)), listener);
            }

            assertThat(listener.told).as("pieces of " + step).isEqualTo(TOLD);
        }
    }

    @Test
    void aFrameIsToldOnlyWhenItsLastByteIsThere() throws IOException {
        FrameParser parser = new FrameParser();
        Listener listener = new Listener();
        byte[] bytes = STREAM.toArray();

        parser.consume(ByteBuffer.wrap(bytes, 0, bytes.length - 1), listener);

        assertThat(listener.told).isEqualTo(TOLD.subList(0, TOLD.size() - 1));
    }

    @Test
    void whatIsNoReplyIsRefused() throws IOException {
        FrameParser parser = new FrameParser();
        Listener listener = new Listener();
        parser.consume(ByteBuffer.wrap(STREAM.toArray()), listener);
        byte[] tooShort =
                new WireWriter().int32(3).int32(0).int64(0).int64(0).toBytes().toArray();

        assertThatThrownBy(() -> parser.consume(ByteBuffer.wrap(tooShort), listener))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("3 bytes");
    }
}
