package io.paddock.cluster.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.paddock.cluster.wire.Bytes;
import io.paddock.cluster.wire.Handshake;
import io.paddock.cluster.wire.Request;
import io.paddock.cluster.wire.Requests;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import org.junit.jupiter.api.Test;

/** Its bytes are those that the encoder of the tests makes, which shares no code with it. */
final class RequestWriterTest {
    private static final byte[] PREFIX = Keyspace.bytes("/a/k");
    private static final byte[] DATA = Keyspace.bytes("data");

    private final RequestWriter writer = new RequestWriter();

    private Bytes sent() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        writer.sendTo(Channels.newChannel(bytes));
        return Bytes.copyOf(bytes.toByteArray());
    }

    private void assertSent(Request expected) throws IOException {
        assertThat(sent()).isEqualTo(expected.frame());
        assertThat(writer.isEmpty()).isTrue();
    }

    @Test
    void writesAreThoseOfTheProtocol() throws IOException {
        writer.create(1, PREFIX, 1234567890123L, DATA, 3);
        assertSent(Requests.create(1, "/a/k1234567890123", "data", 3));

        writer.setData(2, PREFIX, 0, DATA);
        assertSent(Requests.setData(2, "/a/k0", "data"));

        writer.delete(3, PREFIX, 10);
        assertSent(Requests.delete(3, "/a/k10"));

        writer.sync(4, PREFIX);
        assertSent(Requests.sync(4, "/a/k"));

        writer.closeSession(5);
        assertSent(Requests.closeSession(5));
    }

    @Test
    void readsAndPingsAreThoseOfTheProtocol() throws IOException {
        writer.getData(1, PREFIX, 99, false);
        assertSent(Requests.getData(1, "/a/k99"));

        writer.getData(2, PREFIX, RequestWriter.NO_NUMBER, true);
        assertSent(Requests.watchData(2, "/a/k"));

        writer.ping();
        assertSent(Request.ping());
    }

    @Test
    void theHandshakeIsThatOfANewSession() throws IOException {
        writer.handshake(30_000, 0, new byte[16]);

        assertThat(sent()).isEqualTo(Handshake.forNewSession(30_000).frame());
    }

    @Test
    void requestsThatDoNotFitItsFirstBufferAreWhole() throws IOException {
        byte[] large = new byte[100_000];
        writer.setData(1, PREFIX, 1, DATA);
        writer.setData(2, PREFIX, 2, large);

        int first = Requests.setData(1, "/a/k1", "data").frame().length();
        int second = Requests.setData(2, "/a/k2", new String(new char[large.length]))
                .frame()
                .length();
        assertThat(sent().length()).isEqualTo(first + second);
    }
}
