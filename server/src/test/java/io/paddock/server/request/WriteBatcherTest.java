package io.paddock.server.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.paddock.acl.Identity;
import io.paddock.command.Batch;
import io.paddock.command.Command;
import io.paddock.command.CommandCodec;
import io.paddock.command.EntryCodec;
import io.paddock.command.Request;
import io.paddock.server.raft.Wait;
import io.paddock.server.wire.Call;
import io.paddock.server.wire.OpCode;
import io.paddock.session.Owner;
import io.paddock.tree.Bytes;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The batcher over a log and a channel that only write down what they are given. */
class WriteBatcherTest {

    private static final int SERVER = 3;
    private static final long INCARNATION = 7;
    private static final int REQUESTS_MAX = 10;
    private static final int BATCH_BYTES = 1 << 20;
    private static final int BATCHES_MAX = 2;
    private static final int ENTRIES_MAX = 2;
    private static final long TIME_MS = 123_456;
    private static final Owner OWNER = new Owner(SERVER, 1);

    private final WrittenLog log = new WrittenLog();
    private final List<Batch> sent = new CopyOnWriteArrayList<>();
    private final List<Throwable> faults = new CopyOnWriteArrayList<>();
    private WriteBatcher batcher;
    private ExecutorService timer;

    /** A log of which nothing is ever applied unless the test says so. */
    private static final class WrittenLog implements EntryLog {
        private final List<io.paddock.command.Entry> entries = new CopyOnWriteArrayList<>();
        private final List<Done> waiting = new CopyOnWriteArrayList<>();
        private volatile int refuses;

        @Override
        public void submit(byte[] entry, Done done) {
            waiting.add(done);
            entries.add(EntryCodec.decodeEntry(ByteBuffer.wrap(entry)));
            if (entries.size() <= refuses) {
                done.done(false);
            }
        }

        List<Batch> batches() {
            return entries.stream().flatMap(entry -> entry.batches().stream()).toList();
        }
    }

    @BeforeEach
    void start() {
        timer = Executors.newSingleThreadExecutor();
        batcher = batcher(ENTRIES_MAX);
    }

    private WriteBatcher batcher(int entriesMax) {
        BatchSettings settings = new BatchSettings(
                SERVER, INCARNATION, true, REQUESTS_MAX, BATCH_BYTES, BATCHES_MAX, BATCH_BYTES, entriesMax);
        return new WriteBatcher(
                settings,
                log,
                batch -> sent.add(CommandCodec.decodeBatch(ByteBuffer.wrap(batch))),
                () -> TIME_MS,
                (delayMs, task) -> timer.execute(task),
                faults::add);
    }

    @AfterEach
    void stop() throws InterruptedException {
        batcher.stop();
        timer.shutdownNow();
        assertThat(timer.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
        assertThat(faults).isEmpty();
    }

    @Test
    void whatTheLeaderDidNotTakeIsSentAgainInOrder() {
        batcher.follow();
        add(write(1));
        add(write(2));
        Wait.until("both batches to be sent", () -> sent.size() >= BATCHES_MAX);
        int before = sent.size();

        batcher.refusedByLeader();

        Wait.until("both to be sent again", () -> sent.size() >= before + BATCHES_MAX);
        assertThat(sent.subList(before, before + BATCHES_MAX))
                .extracting(Batch::sequence)
                .containsExactly(1L, 2L);
    }

    @Test
    void aRefusalOfAnEarlierLeaderMeansNothingToTheLeader() {
        batcher.lead();
        add(write(1));
        awaitEntries(1);

        batcher.refusedByLeader();
        add(write(2));

        awaitEntries(2);
        assertThat(log.batches()).extracting(Batch::sequence).containsExactly(1L, 2L);
    }

    @Test
    void aLoneWriteBecomesAnEntryOfItsOwn() {
        batcher.lead();
        add(write(1));
        awaitEntries(1);
        assertThat(log.entries.get(0).timeMs()).isEqualTo(TIME_MS);
        Batch batch = log.batches().get(0);
        assertThat(batch.server()).isEqualTo(SERVER);
        assertThat(batch.incarnation()).isEqualTo(INCARNATION);
        assertThat(batch.sequence()).isEqualTo(1);
        assertThat(batch.enforcesQuotas()).isTrue();
        assertThat(batch.requests()).containsExactly(request(1));
        assertThat(batcher.outstanding()).isEqualTo(1);
    }

    @Test
    void whatComesWhileTheWindowIsFullBecomesOneBatchInTheOrderOfArrival() {
        batcher.lead();
        for (int i = 1; i <= BATCHES_MAX; i++) {
            add(write(i));
            awaitEntries(i);
        }
        IntStream.rangeClosed(BATCHES_MAX + 1, BATCHES_MAX + REQUESTS_MAX + 1).forEach(i -> add(write(i)));
        assertThat(log.entries).hasSize(BATCHES_MAX);
        apply(1);
        awaitEntries(BATCHES_MAX + 1);
        assertThat(log.batches().get(BATCHES_MAX).requests())
                .isEqualTo(IntStream.range(0, REQUESTS_MAX)
                        .mapToObj(i -> request(BATCHES_MAX + 1 + i))
                        .toList());
        apply(2);
        awaitEntries(BATCHES_MAX + 2);
        assertThat(log.batches().get(BATCHES_MAX + 1).requests())
                .containsExactly(request(BATCHES_MAX + REQUESTS_MAX + 1));
    }

    @Test
    void noMoreEntriesAreInFlightThanAllowed() {
        batcher.lead();
        for (int i = 1; i <= ENTRIES_MAX; i++) {
            assertThat(batcher.addForwarded(foreign(i))).isTrue();
            batcher.move();
            awaitEntries(i);
        }
        batcher.addForwarded(foreign(ENTRIES_MAX + 1));
        batcher.addForwarded(foreign(ENTRIES_MAX + 2));
        batcher.move();
        assertThat(log.entries).hasSize(ENTRIES_MAX);
        log.waiting.get(0).done(true);
        awaitEntries(ENTRIES_MAX + 1);
        assertThat(log.entries.get(ENTRIES_MAX).batches().stream().map(Batch::sequence))
                .as("all that waited, in one entry")
                .containsExactly((long) ENTRIES_MAX + 1, (long) ENTRIES_MAX + 2);
    }

    @Test
    void whatFillsAnEntryDoesNotWaitForTheOnesBeforeUpToABound() throws Exception {
        batcher.lead();
        // What this has set off is over then, and only the test moves.
        timer.submit(() -> {}).get();
        int half = BATCH_BYTES / 2;
        for (int i = 1; i <= 12; i++) {
            batcher.addForwarded(foreign(i, half));
        }
        batcher.move();

        assertThat(log.entries)
                .hasSize(4)
                .allSatisfy(entry -> assertThat(entry.batches()).hasSize(2));

        log.waiting.get(0).done(true);
        assertThat(log.entries).hasSize(5);
        log.waiting.get(1).done(true);
        log.waiting.get(2).done(true);
        assertThat(log.entries).hasSize(6);

        // Less than an entry waits for its turn.
        batcher.addForwarded(foreign(13, half));
        batcher.move();
        assertThat(log.entries).hasSize(6);
        log.waiting.get(3).done(true);
        log.waiting.get(4).done(true);
        awaitEntries(7);
        assertThat(log.batches()).extracting(Batch::sequence).containsExactlyElementsOf(sequences(13));
    }

    private static List<Long> sequences(long count) {
        return LongStream.rangeClosed(1, count).boxed().toList();
    }

    @Test
    void whatGathersWhereOneEntryIsInFlightLeavesAlsoWhenNobodyElseComes() {
        batcher = batcher(1);
        batcher.lead();
        batcher.addForwarded(foreign(1));
        batcher.addForwarded(foreign(2));
        batcher.move();
        awaitEntries(1);
        log.waiting.get(0).done(true);

        batcher.addForwarded(foreign(3));
        batcher.move();

        awaitEntries(2);
        assertThat(log.batches()).extracting(Batch::sequence).containsExactly(1L, 2L, 3L);
    }

    @Test
    void theNextWriteOfALoneClientLeavesAtOnceThoughItComesBeforeTheLastEntryIsDone() throws Exception {
        batcher = batcher(1);
        batcher.lead();
        // What this has set off is over then, and only the test moves.
        timer.submit(() -> {}).get();
        timer.shutdown();
        batcher.addForwarded(foreign(1));
        batcher.move();
        batcher.answering();
        batcher.addForwarded(foreign(2));
        batcher.move();
        assertThat(log.entries).hasSize(1);

        log.waiting.get(0).done(true);

        assertThat(log.entries).hasSize(2);
    }

    @Test
    void nothingIsSaidToComeAtOnceUnlessEnoughWaits() throws Exception {
        batcher = batcher(1);
        batcher.lead();
        // What this has set off is over then, and only the test moves.
        timer.submit(() -> {}).get();
        IntStream.rangeClosed(1, 3).forEach(i -> batcher.addForwarded(foreign(i)));
        batcher.move();
        awaitEntries(1);

        batcher.addForwarded(foreign(4));
        assertThat(batcher.hasWaiting()).as("one of four").isFalse();

        IntStream.rangeClosed(5, 9).forEach(i -> batcher.addForwarded(foreign(i)));
        assertThat(batcher.hasWaiting()).as("six of nine").isTrue();
    }

    @Test
    void aFollowerSendsItsBatchesToTheLeaderAndTakesNobodyElses() {
        batcher.follow();
        assertThat(batcher.addForwarded(foreign(1))).isFalse();
        add(write(1));
        awaitSent(1);
        assertThat(sent.get(0).requests()).containsExactly(request(1));
        assertThat(log.entries).isEmpty();
    }

    @Test
    void withoutALeaderWritesWaitAndGoOutWhenThereIsOne() {
        batcher.waitForLeader();
        add(write(1));
        assertThat(log.entries).isEmpty();
        assertThat(sent).isEmpty();
        batcher.follow();
        awaitSent(1);
        assertThat(sent.get(0).sequence()).isEqualTo(1);
    }

    @Test
    void anotherLeaderIsSentAllThatIsNotAppliedInOrderAndTheSameBytes() {
        batcher.follow();
        add(write(1));
        awaitSent(1);
        add(write(2));
        awaitSent(2);
        batcher.follow();
        awaitSent(4);
        assertThat(sent.subList(2, 4)).isEqualTo(sent.subList(0, 2));
    }

    @Test
    void aNewLeaderProposesWhatItHadSentAsAFollower() {
        batcher.follow();
        add(write(1));
        awaitSent(1);
        batcher.lead();
        awaitEntries(1);
        assertThat(log.batches()).isEqualTo(sent);
    }

    @Test
    void whatIsAppliedIsNotSentAgain() {
        batcher.follow();
        add(write(1));
        awaitSent(1);
        assertThat(batcher.applied(1)).hasSize(1);
        add(write(2));
        awaitSent(2);
        batcher.follow();
        awaitSent(3);
        assertThat(sent.stream().map(Batch::sequence)).containsExactly(1L, 2L, 2L);
        assertThat(batcher.outstanding()).isEqualTo(1);
    }

    @Test
    void whatASnapshotBroughtIsNotWaitedForAnyMore() {
        batcher.follow();
        add(write(1));
        awaitSent(1);
        add(write(2));
        awaitSent(2);
        assertThat(batcher.skipTo(1)).hasSize(1);
        assertThat(batcher.outstanding()).isEqualTo(1);
        assertThat(batcher.skipTo(1)).isEmpty();
        assertThat(batcher.applied(2)).hasSize(1);
    }

    @Test
    void anEntryOfUnknownFateIsProposedAgain() {
        batcher.lead();
        add(write(1));
        awaitEntries(1);
        log.waiting.get(0).done(false);
        awaitEntries(2);
        assertThat(log.batches().get(1)).isEqualTo(log.batches().get(0));
    }

    @Test
    void aBatchThatIsAppliedOutOfOrderIsAnError() {
        batcher.lead();
        add(write(1));
        awaitEntries(1);
        assertThatThrownBy(() -> batcher.applied(2))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("expected batch 2");
    }

    @Test
    void writesOfManyThreadsAllGoOutOnceAndEachThreadsInItsOrder() throws InterruptedException {
        batcher.lead();
        int threads = 4;
        int each = 500;
        List<Thread> writers = new ArrayList<>();
        for (int t = 0; t < threads; t++) {
            int from = t * each;
            writers.add(new Thread(() -> IntStream.range(from, from + each).forEach(version -> add(write(version)))));
        }
        writers.forEach(Thread::start);
        int applied = 0;
        for (long sequence = 1; applied < threads * each; sequence++) {
            awaitEntries((int) sequence);
            applied += batcher.applied(sequence).size();
            log.waiting.get((int) sequence - 1).done(true);
        }
        for (Thread writer : writers) {
            writer.join();
        }
        List<Integer> versions = log.batches().stream()
                .flatMap(batch -> batch.requests().stream())
                .map(request -> ((Command.SetData) request.command()).version())
                .toList();
        assertThat(versions).doesNotHaveDuplicates().hasSize(threads * each);
        for (int t = 0; t < threads; t++) {
            int from = t * each;
            assertThat(versions.stream().filter(version -> version >= from && version < from + each))
                    .isSorted();
        }
        assertThat(batcher.outstanding()).isZero();
    }

    @Test
    void aLogThatRefusesIsAskedAgainAndNotInALoopThatNeverEnds() {
        batcher.lead();
        log.refuses = 3;
        add(write(1));
        awaitEntries(4);
        assertThat(log.batches()).allMatch(batch -> batch.sequence() == 1);
    }

    /** What the server itself writes came over no wire, and what a client has proven goes along with each of its writes. */
    @Test
    void aBatchIsAsLongAsWhatIsInItAndNotAsWhatCameOverTheWire() {
        String halfOfABatch = "x".repeat(BATCH_BYTES / 4);
        batcher.lead();
        for (int i = 1; i <= BATCHES_MAX; i++) {
            add(write(i));
        }

        for (int i = 0; i < 3; i++) {
            Command removal = new Command.RemoveUnused("/" + i + halfOfABatch);
            add(ServerRequester.write(OWNER, removal, outcome -> {}));
        }
        for (int i = 0; i < 3; i++) {
            List<Identity> proven = List.of(new Identity("digest", i + halfOfABatch));
            ServerRequester requester = new ServerRequester(OWNER, outcome -> {});
            add(new Pending(requester, 0, OpCode.SET_DATA, new Call.Write(command(i)), proven, 0));
        }
        for (int sequence = 1; sequence <= BATCHES_MAX + 3; sequence++) {
            awaitEntries(sequence);
            apply(sequence);
        }

        assertThat(log.batches()).extracting(batch -> batch.requests().size()).containsExactly(1, 1, 2, 2, 2);
    }

    private void add(Pending write) {
        batcher.add(write);
        batcher.move();
    }

    private void apply(long sequence) {
        batcher.applied(sequence);
        log.waiting.get((int) sequence - 1).done(true);
    }

    private static Command.SetData command(int version) {
        return new Command.SetData("/a", Bytes.EMPTY, version);
    }

    private static Pending write(int version) {
        return ServerRequester.write(OWNER, command(version), outcome -> {});
    }

    private static Request request(int version) {
        return new Request(0, OWNER, List.of(), command(version));
    }

    private static byte[] foreign(long sequence) {
        return CommandCodec.encodeBatch(new Batch(SERVER + 1, INCARNATION, sequence, false, List.of(request(0))));
    }

    private static byte[] foreign(long sequence, int bytes) {
        Request large = new Request(0, OWNER, List.of(), new Command.SetData("/a", Bytes.of(new byte[bytes]), 0));
        return CommandCodec.encodeBatch(new Batch(SERVER + 1, INCARNATION, sequence, false, List.of(large)));
    }

    private void awaitEntries(int count) {
        Wait.until(() -> count + " entries, there are " + log.entries.size(), () -> log.entries.size() >= count);
    }

    private void awaitSent(int count) {
        Wait.until(() -> count + " batches sent, there are " + sent.size(), () -> sent.size() >= count);
    }
}
