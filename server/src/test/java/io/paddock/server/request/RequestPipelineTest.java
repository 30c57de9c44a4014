package io.paddock.server.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.paddock.acl.Identity;
import io.paddock.command.Command;
import io.paddock.outcome.ErrorCode;
import io.paddock.server.request.OneServer.Client;
import io.paddock.server.request.OneServer.Frame;
import io.paddock.server.wire.Call;
import io.paddock.server.wire.OpCode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The order of one connection, and of events among its replies. */
class RequestPipelineTest {

    private static final int EVENT = -1;
    private static final long BIG = 1 << 20;

    @TempDir
    private Path folder;

    private OneServer server;

    @BeforeEach
    void open() {
        server = new OneServer(folder.resolve("store"), BIG);
    }

    @AfterEach
    void close() throws InterruptedException {
        server.close();
    }

    @Test
    void aReadWithNothingBeforeItIsAnsweredAtOnce() {
        Client client = server.client();
        client.send(new Call.GetData("/", false));
        assertThat(client.frames()).extracting(Frame::xid).containsExactly(1);
    }

    @Test
    void aReadWaitsForTheOwnWriteBeforeItAndSeesIt() {
        Client client = server.client();
        client.send(
                OneServer.create("/a"),
                new Call.GetData("/a", false),
                OneServer.create("/b"),
                new Call.GetData("/b", false));
        assertThat(client.frames()).isEmpty();
        server.applyAll();
        assertThat(client.frames()).extracting(Frame::xid).containsExactly(1, 2, 3, 4);
        assertThat(client.frames()).extracting(Frame::error).containsOnly(0);
    }

    @Test
    void aReadBetweenTwoWritesDoesNotSeeTheSecond() {
        Client client = server.client();
        client.send(OneServer.create("/a"), new Call.GetData("/b", false), OneServer.create("/b"));
        server.applyAll();
        assertThat(client.frames()).extracting(Frame::error).containsExactly(0, ErrorCode.NO_NODE.code(), 0);
    }

    @Test
    void whatAClientProvesIsKeptUpToABound() {
        Client client = server.client();
        Identity known = new Identity("digest", "a".repeat(1000));

        for (int i = 0; i < 1000; i++) {
            client.pipeline().addIdentity(new Identity("digest", i + "b".repeat(1000)));
        }

        assertThat(client.pipeline().addIdentity(known)).isFalse();
        assertThat(client.pipeline().identities()).hasSizeBetween(20, 40).doesNotContain(known);
        assertThat(client.pipeline().addIdentity(client.pipeline().identities().get(1)))
                .isTrue();
    }

    @Test
    void readsOfOthersDoNotWaitForAWrite() {
        Client writer = server.client();
        Client reader = server.client();
        writer.send(OneServer.create("/a"));
        reader.send(new Call.GetData("/a", false));
        assertThat(reader.frames()).extracting(Frame::error).containsExactly(ErrorCode.NO_NODE.code());
        server.applyAll();
        reader.send(new Call.GetData("/a", false));
        assertThat(reader.frames()).extracting(Frame::error).containsExactly(ErrorCode.NO_NODE.code(), 0);
    }

    @Test
    void anEventLeavesBeforeTheReplyThatShowsItsChange() {
        Client writer = server.client();
        Client watcher = server.client();
        writer.send(OneServer.create("/a"));
        server.applyAll();
        watcher.send(new Call.GetData("/a", true));
        writer.send(OneServer.set("/a"));
        server.applyNext();
        // The event loops have not run yet, and the watcher asks before they do.
        watcher.send(new Call.GetData("/a", false));
        server.runTasks();
        assertThat(watcher.frames()).extracting(Frame::xid).containsExactly(1, EVENT, 2);
    }

    @Test
    void theOwnEventLeavesBeforeTheReplyOfTheWriteThatCausedIt() {
        Client client = server.client();
        client.send(OneServer.create("/a"), new Call.GetData("/a", true), OneServer.set("/a"));
        server.applyAll();
        assertThat(client.frames()).extracting(Frame::xid).containsExactly(1, 2, EVENT, 3);
    }

    @Test
    void aWatchTellsOnceAndNotAfterTheConnectionIsOver() {
        Client writer = server.client();
        Client watcher = server.client();
        Client leaver = server.client();
        writer.send(OneServer.create("/a"));
        server.applyAll();
        watcher.send(new Call.Exists("/a", true));
        leaver.send(new Call.Exists("/a", true));
        leaver.pipeline().close();
        writer.send(OneServer.set("/a"), OneServer.set("/a"));
        server.applyAll();
        assertThat(watcher.frames()).extracting(Frame::xid).containsExactly(1, EVENT);
        assertThat(leaver.frames()).extracting(Frame::xid).containsExactly(1);
    }

    @Test
    void anEventOfManyWatchersWakesTheirLoopWhileTheOthersAreToldAndTellsEachOnce() {
        Client writer = server.client();
        writer.send(OneServer.create("/a"));
        server.applyAll();
        List<Client> watchers = new ArrayList<>();
        for (int i = 0; i < 2 * Touched.TOLD_MAX + 1; i++) {
            Client watcher = server.client();
            watcher.send(new Call.GetData("/a", true));
            watchers.add(watcher);
        }
        // The last one has an answer to come behind its event.
        Client last = watchers.get(watchers.size() - 1);
        last.send(OneServer.set("/a"));
        int before = server.wakeUps();
        server.applyNext();
        assertThat(server.wakeUps()).isEqualTo(before + 3);
        server.runTasks();
        for (Client watcher : watchers) {
            assertThat(watcher.frames().subList(0, 2)).extracting(Frame::xid).containsExactly(1, EVENT);
            assertThat(watcher.frames()).hasSize(watcher == last ? 3 : 2);
        }
        assertThat(last.frames().get(2).xid()).isEqualTo(2);
    }

    @Test
    void theEventsOfAMultiComeTogetherUnderItsZxid() {
        Client writer = server.client();
        Client watcher = server.client();
        writer.send(OneServer.create("/a"), OneServer.create("/b"));
        server.applyAll();
        watcher.send(new Call.Exists("/a", true), new Call.Exists("/b", true));
        Command both = new Command.Multi(
                List.of(((Call.Write) OneServer.set("/a")).command(), ((Call.Write) OneServer.set("/b")).command()));
        writer.send(new Call.Write(both));
        server.applyNext();
        watcher.send(new Call.GetData("/a", false));
        assertThat(watcher.frames()).extracting(Frame::xid).containsExactly(1, 2, EVENT, EVENT, 3);
        assertThat(watcher.frames().subList(2, 5))
                .extracting(Frame::zxid)
                .containsOnly(watcher.frames().get(4).zxid());
    }

    @Test
    void whatMustBeLoadedIsAnsweredInItsPlace() throws InterruptedException {
        server.close();
        server = new OneServer(folder.resolve("cold"), 1);
        Client client = server.client();
        client.send(OneServer.create("/a"), OneServer.create("/b"));
        server.applyAll();
        server.writeAll();
        client.send(new Call.GetData("/a", false), new Call.GetData("/none", false), new Call.GetData("/b", false));
        server.runUntil(client, 5);
        assertThat(client.frames()).extracting(Frame::xid).containsExactly(1, 2, 3, 4, 5);
        assertThat(client.frames()).extracting(Frame::error).containsExactly(0, 0, 0, ErrorCode.NO_NODE.code(), 0);
    }

    @Test
    void whatManyColdReadsNeedIsLoadedAtOnce() throws InterruptedException {
        Client writer = server.client();
        for (int i = 0; i < 20; i++) {
            writer.send(OneServer.create("/a" + i));
        }
        server.applyAll();
        server.close();
        server = new OneServer(folder.resolve("store"), BIG);
        Client client = server.client();
        Call[] reads = new Call[24];
        for (int i = 0; i < 20; i++) {
            reads[i] = i % 3 == 0 ? new Call.Exists("/a" + i, false) : new Call.GetData("/a" + i, false);
        }
        reads[20] = new Call.GetData("/none", false);
        reads[21] = new Call.GetData("no path", false);
        reads[22] = new Call.GetData("", false);
        reads[23] = new Call.GetAcl("/a3");

        client.send(reads);
        server.runUntil(client, 24);

        assertThat(client.frames()).extracting(Frame::xid).containsExactlyElementsOf(xids(24));
        assertThat(client.frames().subList(0, 20)).extracting(Frame::error).containsOnly(0);
        assertThat(client.frames().subList(20, 24))
                .extracting(Frame::error)
                .containsExactly(ErrorCode.NO_NODE.code(), ErrorCode.NO_NODE.code(), 0, 0);
        assertThat(server.loads()).isEqualTo(1);
    }

    private static List<Integer> xids(int count) {
        return IntStream.rangeClosed(1, count).boxed().toList();
    }

    @Test
    void aColdReadBeforeAWriteSeesWhatWasBeforeIt() throws InterruptedException {
        server.close();
        server = new OneServer(folder.resolve("cold"), 1);
        Client client = server.client();
        client.send(OneServer.create("/a"));
        server.applyAll();
        server.writeAll();
        client.send(
                new Call.GetData("/a", false),
                new Call.Write(new Command.Delete("/a", -1)),
                new Call.GetData("/a", false));
        server.applyAll();
        server.runUntil(client, 4);
        assertThat(client.frames()).extracting(Frame::error).containsExactly(0, 0, 0, ErrorCode.NO_NODE.code());
    }

    @Test
    void theOldConnectionOfASessionThatMovedIsClosedAndItsWriteRefused() {
        Client old = server.client();
        long id = old.pipeline().sessionId();
        Client fresh = server.connection();
        // In flight while the session moves: the write comes after the move in the log.
        fresh.pipeline()
                .connect(
                        new Pending(
                                fresh.pipeline(),
                                0,
                                OpCode.CREATE_SESSION,
                                new Call.Write(new Command.AttachSession(OneServer.password(1), 10_000)),
                                fresh.pipeline().identities(),
                                0),
                        id,
                        true);
        old.send(OneServer.create("/late"));
        server.applyAll();
        assertThat(old.closedBecause()).contains("moved");
        assertThat(old.frames()).as("no reply to the refused write").isEmpty();
        fresh.frames().clear();
        fresh.send(new Call.Exists("/late", false));
        assertThat(fresh.frames()).extracting(Frame::error).containsExactly(ErrorCode.NO_NODE.code());
    }

    @Test
    void aWrongPasswordIsAnsweredWithNoSessionAndTheEnd() {
        Client owner = server.client();
        Client thief = server.connection();
        thief.connect(owner.pipeline().sessionId(), new Command.AttachSession(OneServer.password(99), 10_000));
        assertThat(thief.closedBecause()).contains("password");
        assertThat(owner.closedBecause()).isEmpty();
    }

    @Test
    void aWriteThatASnapshotBroughtEndsItsConnectionAndDisturbsNoOther() {
        Client writer = server.client();
        Client other = server.client();
        writer.send(OneServer.create("/a"), new Call.GetData("/a", false));
        server.jumpOverNext();
        // Before the event loop has closed the connection.
        writer.send(OneServer.create("/b"));
        other.send(OneServer.create("/c"), new Call.Exists("/a", false));
        server.applyAll();
        assertThat(writer.closedBecause()).contains("jumped");
        assertThat(writer.frames()).isEmpty();
        assertThat(other.frames()).extracting(Frame::error).containsExactly(0, 0);
    }

    @Test
    void theCloseOfASessionIsAnsweredBeforeItsConnectionEnds() {
        Client client = server.client();
        client.send(OneServer.create("/a"), new Call.Write(new Command.CloseSession()));
        server.applyAll();
        assertThat(client.frames()).extracting(Frame::xid).containsExactly(1, 2);
        assertThat(client.closedBecause()).contains("closed its session");
    }
}
