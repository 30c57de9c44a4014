package io.paddock.machine;

import io.paddock.acl.Acl;
import io.paddock.acl.AclEntry;
import io.paddock.acl.Identity;
import io.paddock.command.Batch;
import io.paddock.command.Command;
import io.paddock.command.Command.CreateForm;
import io.paddock.command.Entry;
import io.paddock.command.Request;
import io.paddock.outcome.Outcome;
import io.paddock.session.Owner;
import io.paddock.store.InMemoryStateStore;
import io.paddock.tree.Bytes;
import io.paddock.tree.Znode;
import io.paddock.tree.ZnodeStat;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A machine over a store in memory, with one server that numbers its batches, and words to talk to it. */
final class MachineFixture {

    static final int SERVER = 1;
    static final Owner OWNER = new Owner(SERVER, 11);
    static final long SESSION = 0x0100000000000001L;
    static final Bytes PASSWORD = Bytes.of(new byte[16]);
    static final List<AclEntry> OPEN = Acl.OPEN.entries();

    final InMemoryStateStore store;
    final CoordinationMachine machine;
    long term = 1;
    long timeMs = 1_000;
    boolean enforcesQuotas;
    List<Identity> identities = List.of(new Identity("ip", "127.0.0.1"));

    private long sequence;

    MachineFixture() {
        this(new InMemoryStateStore());
    }

    MachineFixture(InMemoryStateStore store) {
        this.store = store;
        machine = CoordinationMachine.open(store);
    }

    /** This after its server was killed and started again, having written all it had. */
    MachineFixture restarted() {
        store.write();
        MachineFixture fixture = new MachineFixture(store.reopened());
        fixture.term = term;
        fixture.timeMs = timeMs;
        fixture.enforcesQuotas = enforcesQuotas;
        fixture.identities = identities;
        fixture.sequence = sequence;
        return fixture;
    }

    /** With one session, {@link #SESSION}. */
    static MachineFixture withSession() {
        MachineFixture fixture = new MachineFixture();
        fixture.openSession(SESSION);
        return fixture;
    }

    Outcome openSession(long id) {
        return submit(new Request(id, OWNER, identities, new Command.CreateSession(PASSWORD, 30_000)));
    }

    /** The outcome of a command of {@link #SESSION}, in an entry of its own. */
    Outcome submit(Command command) {
        return submit(SESSION, command);
    }

    Outcome submit(long sessionId, Command command) {
        return submit(new Request(sessionId, OWNER, identities, command));
    }

    Outcome submit(Request request) {
        return apply(request).get(0);
    }

    /** The outcomes of several requests of one entry. */
    List<Outcome> apply(Request... requests) {
        return decided(requests).batches().get(0).steps().stream()
                .map(Decision.Step::outcome)
                .toList();
    }

    private Decision decided(Request... requests) {
        sequence++;
        Batch batch = new Batch(SERVER, 1, sequence, enforcesQuotas, Arrays.asList(requests));
        return apply(new Entry(timeMs, List.of(batch)));
    }

    /** The outcomes of several commands of {@link #SESSION} in one entry. */
    List<Outcome> apply(Command... commands) {
        return apply(requests(commands));
    }

    /** All that became of an entry of several commands of {@link #SESSION}. */
    Decision decided(Command... commands) {
        return decided(requests(commands));
    }

    private Request[] requests(Command... commands) {
        Request[] requests = new Request[commands.length];
        for (int i = 0; i < commands.length; i++) {
            requests[i] = new Request(SESSION, OWNER, identities, commands[i]);
        }
        return requests;
    }

    Decision apply(Entry entry) {
        Decision decision = machine.decide(entry, term, machine.position().index() + 1);
        publish(machine, decision);
        return decision;
    }

    static void publish(CoordinationMachine machine, Decision decision) {
        for (Decision.DecidedBatch batch : decision.batches()) {
            batch.steps().forEach(machine::publish);
        }
        machine.finish(decision);
    }

    static Command.Create creating(String path) {
        return creating(path, 0);
    }

    static Command.Create creating(String path, int flags) {
        return new Command.Create(CreateForm.CREATE2, path, Bytes.EMPTY, OPEN, flags, 0);
    }

    static Command.Create creatingWithData(String path, String data) {
        return new Command.Create(CreateForm.CREATE2, path, bytes(data), OPEN, 0, 0);
    }

    static Command.Create creatingWithAcl(String path, AclEntry... acl) {
        return new Command.Create(CreateForm.CREATE2, path, Bytes.EMPTY, List.of(acl), 0, 0);
    }

    static Command.Create creatingContainer(String path) {
        return new Command.Create(CreateForm.CONTAINER, path, Bytes.EMPTY, OPEN, 4, 0);
    }

    static Command.Create creatingTtl(String path, long ttlMs) {
        return new Command.Create(CreateForm.TTL, path, Bytes.EMPTY, OPEN, 5, ttlMs);
    }

    static Command.Delete deleting(String path) {
        return new Command.Delete(path, -1);
    }

    static Command.SetData setting(String path, String data) {
        return new Command.SetData(path, bytes(data), -1);
    }

    static Command.Multi multi(Command... parts) {
        return new Command.Multi(List.of(parts));
    }

    static Bytes bytes(String text) {
        return Bytes.of(text.getBytes(StandardCharsets.UTF_8));
    }

    Znode znode(String path) {
        return store.znode(path);
    }

    ZnodeStat stat(String path) {
        return store.znode(path).stat();
    }

    boolean exists(String path) {
        return store.znode(path).exists();
    }

    String text(String path) {
        return new String(store.data(path).array(), StandardCharsets.UTF_8);
    }

    /** The events of an outcome, as {@code KIND path}. */
    static List<String> events(Outcome outcome) {
        List<String> events = new ArrayList<>();
        outcome.changes().forEach(change -> events.add(change.kind() + " " + change.path()));
        return events;
    }
}
