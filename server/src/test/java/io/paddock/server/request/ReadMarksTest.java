package io.paddock.server.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.paddock.server.request.OneServer.Client;
import io.paddock.server.request.OneServer.Frame;
import io.paddock.server.wire.Call;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads that go through the log. */
class ReadMarksTest {

    @TempDir
    private Path folder;

    private OneServer server;

    @BeforeEach
    void open() {
        server = OneServer.linearizable(folder.resolve("store"), 1 << 20);
    }

    @AfterEach
    void close() throws InterruptedException {
        server.close();
    }

    @Test
    void aReadIsAnsweredOnlyOnceWhatWasInTheLogBeforeItIsApplied() {
        Client client = server.client();

        client.send(new Call.GetData("/", false));

        assertThat(client.frames()).isEmpty();
        server.applyAll();
        assertThat(client.frames()).extracting(Frame::xid).containsExactly(1);
    }

    @Test
    void allThatWaitShareAMarkAndThoseThatComeLaterGetTheNext() {
        Client first = server.client();
        Client second = server.client();

        first.send(new Call.GetData("/", false), new Call.Exists("/", false));
        second.send(new Call.GetData("/", false));
        first.send(new Call.GetChildren("/", false, true));

        assertThat(first.frames()).isEmpty();
        server.applyAll();
        assertThat(first.frames()).extracting(Frame::xid).containsExactly(1, 2, 3);
        assertThat(second.frames()).extracting(Frame::xid).containsExactly(1);
    }

    @Test
    void theOrderOfAConnectionIsThatOfItsRequests() {
        Client client = server.client();

        client.send(
                new Call.GetData("/", false),
                OneServer.create("/a"),
                new Call.GetData("/a", false),
                new Call.Ping(),
                OneServer.create("/b"),
                new Call.GetData("/b", false));
        server.applyAll();

        assertThat(client.frames()).extracting(Frame::error).containsOnly(0);
        assertThat(client.frames()).extracting(Frame::xid).containsExactly(1, 2, 3, -2, 5, 6);
    }

    @Test
    void whatSaysNothingOfTheTreeDoesNotWait() {
        Client client = server.client();

        client.send(new Call.Ping(), new Call.WhoAmI());

        assertThat(client.frames()).hasSize(2);
    }

    @Test
    void aConnectionThatEndsWhileItsReadWaitsDisturbsNobody() {
        Client gone = server.client();
        Client other = server.client();
        gone.send(new Call.GetData("/", false));
        other.send(new Call.GetData("/", false));

        gone.pipeline().close();
        server.applyAll();

        assertThat(gone.frames()).isEmpty();
        assertThat(other.frames()).hasSize(1);
    }
}
