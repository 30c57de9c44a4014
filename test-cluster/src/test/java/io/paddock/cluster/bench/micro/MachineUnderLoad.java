package io.paddock.cluster.bench.micro;

import io.paddock.acl.Identity;
import io.paddock.command.Batch;
import io.paddock.command.Command;
import io.paddock.command.Entry;
import io.paddock.command.Request;
import io.paddock.machine.CoordinationMachine;
import io.paddock.machine.Decision;
import io.paddock.machine.Decision.DecidedBatch;
import io.paddock.machine.Decision.Step;
import io.paddock.session.Owner;
import io.paddock.store.StoreSettings;
import io.paddock.store.WriteBehindStore;
import io.paddock.tree.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A machine over a real store in a temporary folder, with one session, to which batches are applied. Owned by one thread. */
final class MachineUnderLoad implements AutoCloseable {
    private static final int SERVER = 1;
    private static final Owner OWNER = new Owner(SERVER, 11);
    private static final long SESSION = 0x0100000000000001L;
    private static final List<Identity> IDENTITIES = List.of(new Identity("ip", "127.0.0.1"));

    private final Path folder;
    private final WriteBehindStore store;
    private final CoordinationMachine machine;
    private long sequence;

    private MachineUnderLoad(Path folder) {
        this.folder = folder;
        this.store = WriteBehindStore.open(folder.resolve("db"), StoreSettings.DEFAULT, MachineUnderLoad::fail);
        this.machine = CoordinationMachine.open(store);
    }

    private static void fail(Throwable cause) {
        throw new IllegalStateException("expected the disk not to fail", cause);
    }

    /** A machine with a session and so many znodes below {@link Samples#FOLDER}. */
    static MachineUnderLoad withZnodes(int znodes) throws IOException {
        MachineUnderLoad machine = new MachineUnderLoad(Files.createTempDirectory("paddock-jmh-"));
        machine.apply(List.of(request(new Command.CreateSession(Bytes.of(new byte[16]), 30_000))));
        machine.apply(List.of(request(Samples.create(Samples.FOLDER))));
        machine.apply(IntStream.range(0, znodes)
                .mapToObj(i -> request(Samples.create(Samples.path(i))))
                .toList());
        return machine;
    }

    static Request request(Command command) {
        return new Request(SESSION, OWNER, IDENTITIES, command);
    }

    WriteBehindStore store() {
        return store;
    }

    CoordinationMachine machine() {
        return machine;
    }

    /** Applies one batch as an entry of its own: decide, publish, finish; gives the last zxid. */
    long apply(List<Request> requests) {
        sequence++;
        Batch batch = new Batch(SERVER, 1, sequence, false, requests);
        store.awaitRoom();
        Decision decision = machine.decide(
                new Entry(sequence, List.of(batch)), 1, machine.position().index() + 1);
        for (DecidedBatch decided : decision.batches()) {
            for (Step step : decided.steps()) {
                machine.publish(step);
            }
        }
        machine.finish(decision);
        return machine.lastZxid();
    }

    @Override
    public void close() throws IOException {
        store.close();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
