package io.paddock.machine;

import static org.assertj.core.api.Assertions.assertThat;

import io.paddock.acl.Acl;
import io.paddock.acl.AclEntry;
import io.paddock.acl.Identity;
import io.paddock.command.Batch;
import io.paddock.command.Command;
import io.paddock.command.Command.CreateForm;
import io.paddock.command.CommandCodec;
import io.paddock.command.Entry;
import io.paddock.command.EntryCodec;
import io.paddock.command.Request;
import io.paddock.machine.ModelTree.Answer;
import io.paddock.machine.ModelTree.Op;
import io.paddock.outcome.Outcome;
import io.paddock.outcome.Result;
import io.paddock.session.Owner;
import io.paddock.store.InMemoryStateStore;
import io.paddock.tree.Bytes;
import io.paddock.tree.ZnodeStat;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random operations on the machine and on {@link ModelTree}, answers and trees compared; and on a second replica, which is killed and
 * replays from where its disk was.
 */
class RandomOperationsTest {

    private static final int ENTRIES = 400;
    private static final int SEEDS = 25;
    private static final Bytes PASSWORD = Bytes.of(new byte[] {1, 2, 3});
    private static final List<Identity> IDENTITIES = List.of(new Identity("ip", "1.2.3.4"));
    private static final String[] NAMES = {
        "/a", "/b", "/a/x", "/a/y", "/b/x", "/a/x/z", "/", "/a/", "/a//b", "/a/./b", "/zookeeper/q"
    };
    private static final String[] ACLS = {"open", "open", "open", "open", "open", "read", "shut", "bad"};
    private static final Map<String, List<AclEntry>> ACL_ENTRIES = Map.of(
            "open", Acl.OPEN.entries(),
            "read", List.of(new AclEntry(1, "world", "anyone")),
            "shut", List.of(new AclEntry(31, "digest", "a:b")),
            "bad", List.of(new AclEntry(31, "digest", "a")));

    private final InMemoryStateStore store = new InMemoryStateStore();
    private final CoordinationMachine machine = CoordinationMachine.open(store);
    private final ModelTree model = new ModelTree();
    private final List<byte[]> log = new ArrayList<>();
    private final List<Long> digests = new ArrayList<>();
    private InMemoryStateStore replicaStore = new InMemoryStateStore();
    private CoordinationMachine replica = CoordinationMachine.open(replicaStore);
    private Random random = new Random();
    private long sequence;
    private long incarnation = 1;
    private long term = 1;
    private long timeMs = 1_000;
    private long nextSession = 0x0100000000000001L;
    private byte[] lastBatch = new byte[0];

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void theMachineDoesWhatTheModelDoes(int round) {
        for (int i = 0; i < SEEDS; i++) {
            long seed = 1_000L * round + i;
            try {
                new RandomOperationsTest().run(seed);
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
            }
        }
    }

    private void run(long seed) {
        random = new Random(seed);
        for (int i = 0; i < ENTRIES; i++) {
            runEntry();
            catchUp();
        }
        replayFromDisk();
        compareTrees();
        StateChecker.check(machine, store);
        StateChecker.check(replica, replicaStore);
    }

    /** One entry of one batch, with what the model says of it; now and then also batches that must not be applied. */
    private void runEntry() {
        timeMs += random.nextInt(20) - 3;
        if (random.nextInt(50) == 0) {
            term += 1 + random.nextInt(3);
        }
        model.advanceTo(term, timeMs);
        if (random.nextInt(60) == 0) {
            incarnation++;
            sequence = 0;
        }
        sequence++;
        List<Request> requests = new ArrayList<>();
        List<Answer> expected = new ArrayList<>();
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            addRequest(requests, expected);
        }
        byte[] batch = CommandCodec.encodeBatch(new Batch(1, incarnation, sequence, false, requests));
        List<byte[]> batches = new ArrayList<>(List.of(batch));
        if (lastBatch.length > 0 && random.nextInt(4) == 0) {
            batches.add(lastBatch);
        }
        if (random.nextInt(4) == 0) {
            batches.add(CommandCodec.encodeBatch(new Batch(1, incarnation, sequence + 2, false, requests)));
            batches.add(CommandCodec.encodeBatch(new Batch(1, incarnation - 1, sequence + 1, false, requests)));
            batches.add(batch);
        }
        lastBatch = batch;
        byte[] entry = EntryCodec.encodeEntry(timeMs, batches);
        log.add(entry);
        Decision decision = apply(machine, entry, log.size() - 1);
        digests.add(machine.position().digest());
        compareAnswers(decision, expected);
        assertThat(machine.position().zxid()).isEqualTo(model.zxid());
    }

    private Decision apply(CoordinationMachine to, byte[] bytes, long index) {
        Entry entry = EntryCodec.decodeEntry(ByteBuffer.wrap(bytes).asReadOnlyBuffer());
        Decision decision = to.decide(entry, termOf(index), index);
        MachineFixture.publish(to, decision);
        return decision;
    }

    private final List<Long> terms = new ArrayList<>();

    private long termOf(long index) {
        if (index == terms.size()) {
            terms.add(term);
        }
        return terms.get((int) index);
    }

    private void addRequest(List<Request> requests, List<Answer> expected) {
        int what = random.nextInt(40);
        if (what < 3 || model.sessions().isEmpty()) {
            long id = nextSession++;
            requests.add(new Request(id, owner(1), IDENTITIES, new Command.CreateSession(PASSWORD, 4_000)));
            expected.add(model.openSession(id, 1));
            return;
        }
        long id = nextSession - 1 - random.nextInt(8);
        long connection = model.sessions().getOrDefault(id, 1L) + (random.nextInt(20) == 0 ? 1 : 0);
        if (what == 3) {
            boolean knows = random.nextInt(4) > 0;
            Bytes password = knows ? PASSWORD : Bytes.EMPTY;
            requests.add(
                    new Request(id, owner(connection + 1), IDENTITIES, new Command.AttachSession(password, 4_000)));
            expected.add(model.attach(id, connection + 1, knows));
        } else if (what == 4) {
            requests.add(new Request(0, owner(0), List.of(), new Command.ExpireSession(id, owner(connection))));
            expected.add(model.expire(id, connection));
        } else {
            Op op = what == 5 ? op("close", random) : randomOp();
            requests.add(new Request(id, owner(connection), IDENTITIES, commandOf(op)));
            expected.add(model.apply(id, connection, op));
        }
    }

    private static Owner owner(long connection) {
        return new Owner(1, connection);
    }

    private Op randomOp() {
        if (random.nextInt(6) > 0) {
            return op(pick("create", "create", "create", "delete", "delete", "set", "acl", "unused"), random);
        }
        List<Op> parts = new ArrayList<>();
        for (int i = random.nextInt(6); i > 0; i--) {
            parts.add(op(pick("create", "create", "delete", "set", "check"), random));
        }
        return new Op("multi", "", "", 0, 0, 0, "", parts);
    }

    private Op op(String kind, Random from) {
        String path = pick(NAMES);
        if (kind.equals("unused") && (path.contains("//") || path.contains("/./") || path.endsWith("/"))) {
            path = "/a";
        }
        int flags = from.nextInt(15) == 0 ? from.nextInt(12) - 2 : pick(0, 0, 1, 2, 3);
        long ttlMs = from.nextInt(10) == 0 ? from.nextInt(60) - 5 : 0;
        if (ttlMs != 0 && from.nextInt(5) > 0) {
            flags = 5;
        }
        String data = ttlMs == 0 && from.nextInt(8) == 0 ? "container" : "data".substring(from.nextInt(4));
        return new Op(kind, path, data, flags, ttlMs, from.nextInt(3) - 1, pick(ACLS), List.of());
    }

    private String pick(String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    private int pick(int... choices) {
        return choices[random.nextInt(choices.length)];
    }

    private static Command commandOf(Op op) {
        Bytes data = Bytes.of(op.data().getBytes(StandardCharsets.US_ASCII));
        List<AclEntry> acl = ACL_ENTRIES.getOrDefault(op.acl(), List.of());
        return switch (op.kind()) {
            case "create" -> new Command.Create(formOf(op), op.path(), data, acl, op.flags(), op.ttlMs());
            case "delete" -> new Command.Delete(op.path(), op.version());
            case "set" -> new Command.SetData(op.path(), data, op.version());
            case "acl" -> new Command.SetAcl(op.path(), acl, op.version());
            case "check" -> new Command.Check(op.path(), op.version());
            case "unused" -> new Command.RemoveUnused(op.path());
            case "close" -> new Command.CloseSession();
            case "multi" ->
                new Command.Multi(
                        op.parts().stream().map(RandomOperationsTest::commandOf).toList());
            default -> throw new IllegalArgumentException(op.kind());
        };
    }

    private static CreateForm formOf(Op op) {
        if (op.ttlMs() != 0) {
            return CreateForm.TTL;
        }
        return op.data().equals("container") ? CreateForm.CONTAINER : CreateForm.CREATE2;
    }

    private static void compareAnswers(Decision decision, List<Answer> expected) {
        List<Answer> actual = decision.batches().get(0).steps().stream()
                .map(step -> answerOf(step.outcome()))
                .toList();
        assertThat(actual).isEqualTo(expected);
        for (Decision.DecidedBatch batch :
                decision.batches().subList(1, decision.batches().size())) {
            assertThat(batch.verdict()).isNotEqualTo(Decision.Verdict.APPLIED);
            assertThat(batch.steps()).isEmpty();
        }
    }

    private static Answer answerOf(Outcome outcome) {
        return new Answer(outcome.error().name(), textOf(outcome.result()), MachineFixture.events(outcome));
    }

    private static String textOf(Result result) {
        return switch (result.kind()) {
            case NONE -> "";
            case CREATED -> ((Result.Created) result).path() + " " + textOf(((Result.Created) result).stat());
            case STAT -> textOf(((Result.Stated) result).stat());
            case PARTS ->
                ((Result.Parts) result)
                        .parts().stream()
                                .map(part -> part.error() + ":" + textOf(part.result()))
                                .toList()
                                .toString();
            case SESSION -> "session " + ((Result.Attached) result).session().id();
            case DATA -> throw new IllegalArgumentException("nothing here configures the ensemble");
        };
    }

    private static String textOf(ZnodeStat stat) {
        long[] numbers = {
            stat.czxid(),
            stat.mzxid(),
            stat.pzxid(),
            stat.ctimeMs(),
            stat.mtimeMs(),
            stat.version(),
            stat.cversion(),
            stat.aversion(),
            stat.ephemeralOwner(),
            stat.dataLength(),
            stat.numChildren()
        };
        StringBuilder text = new StringBuilder();
        for (long number : numbers) {
            text.append(text.isEmpty() ? "[" : " ").append(number);
        }
        return text.append("]").toString();
    }

    /** Lets the second replica apply some of what it has not applied yet, write some of it, and be killed at times. */
    private void catchUp() {
        for (int i = random.nextInt(3); i > 0 && replica.position().index() + 1 < log.size(); i--) {
            applyNextToReplica();
            if (random.nextInt(6) == 0) {
                replicaStore.write();
            }
        }
        if (random.nextInt(30) == 0) {
            kill();
        }
    }

    private void replayFromDisk() {
        kill();
        while (replica.position().index() + 1 < log.size()) {
            applyNextToReplica();
        }
        assertThat(replica.position()).isEqualTo(machine.position());
        assertThat(replicaStore.znodes()).isEqualTo(store.znodes());
        assertThat(replicaStore.sessions()).isEqualTo(store.sessions());
        assertThat(replicaStore.origins()).isEqualTo(store.origins());
    }

    private void applyNextToReplica() {
        int index = (int) replica.position().index() + 1;
        apply(replica, log.get(index), index);
        assertThat(replica.position().digest()).isEqualTo(digests.get(index));
    }

    private void kill() {
        replicaStore = replicaStore.reopened();
        replica = CoordinationMachine.open(replicaStore);
    }

    private void compareTrees() {
        Map<String, String> dump = new TreeMap<>();
        store.znodes().forEach((path, stored) -> {
            String data = new String(stored.data().array(), StandardCharsets.US_ASCII);
            String acl = ACL_ENTRIES.entrySet().stream()
                    .filter(entry ->
                            entry.getValue().equals(stored.znode().acl().entries()))
                    .map(Map.Entry::getKey)
                    .findFirst()
                    .orElseThrow();
            dump.put(path, data + " " + acl + " " + textOf(stored.znode().stat()));
        });
        assertThat(dump).isEqualTo(model.dump());
    }
}
