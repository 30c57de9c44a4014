package io.paddock.machine;

import static org.assertj.core.api.Assertions.assertThat;

import io.paddock.acl.AclEntry;
import io.paddock.acl.Identity;
import io.paddock.command.Batch;
import io.paddock.command.Command;
import io.paddock.command.Command.CreateForm;
import io.paddock.command.Command.Kind;
import io.paddock.command.Entry;
import io.paddock.command.Request;
import io.paddock.outcome.ErrorCode;
import io.paddock.session.Owner;
import io.paddock.store.InMemoryStateStore;
import io.paddock.tree.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands of every kind with arguments that nobody checked: none may throw, and the state must stay whole. */
class DecideFuzzTest {

    private static final String[] TEXTS = {
        "",
        "/",
        "//",
        "/a",
        "/a/",
        "a",
        "/a/b",
        "/a//b",
        "/.",
        "/..",
        "\0",
        "/\0",
        "/a\0/b",
        "\ud800",
        "/\udfff",
        "/\ud83d\ude00",
        "/zookeeper",
        "/zookeeper/config",
        "/zookeeper/quota",
        "/zookeeper/quota/zookeeper_limits",
        "/zookeeper/quota/zookeeper_stats",
        "/zookeeper/quota/a",
        "/zookeeper/quota/a/zookeeper_limits",
        "/zookeeper/quota/a/zookeeper_stats",
        "/zookeeper/quota/a/b",
        "/zookeeper/quota/a/b/zookeeper_limits",
        "/zookeeper/quota/a/b/zookeeper_stats",
        "/zookeeper/quota/zookeeper",
        "/zookeeper/quota/zookeeper/zookeeper_limits",
        "/zookeeper/quota/zookeeper/zookeeper_stats",
        "world",
        "anyone",
        "digest",
        "ip",
        "auth",
        "sasl",
        "x509",
        "super",
        "u:p",
        "1.2.3.4/99",
        "CN=x",
        "=,;\"",
        "::",
        "a@b/c",
        "count=1,bytes=2",
        "x".repeat(5_000)
    };
    private static final String[] DATA = {
        "",
        "count=1,bytes=1",
        "count=2,bytes=10=;byteHardLimit=5;countHardLimit=3",
        "count",
        "=",
        "count=x,bytes=",
        ",;,;",
        "count=9999999999999999999",
        "count=-,bytes=--1",
        "countHardLimit=0",
        "x"
    };
    private static final int[] INTS = {0, 1, -1, 2, 3, 4, 5, 6, 7, -2, Integer.MAX_VALUE, Integer.MIN_VALUE};
    private static final long[] LONGS = {
        0,
        1,
        -1,
        5,
        100,
        (1L << 40) - 1,
        1L << 40,
        Long.MAX_VALUE,
        Long.MIN_VALUE,
        0xff00000000000001L,
        0x0100000000000001L,
        0xfe00000000000001L
    };

    private final Map<ErrorCode, Integer> counts = new EnumMap<>(ErrorCode.class);
    private Random random = new Random();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void nothingThrowsWhateverIsAsked(long seed) {
        random = new Random(seed);
        InMemoryStateStore store = new InMemoryStateStore();
        CoordinationMachine machine = CoordinationMachine.open(store);
        for (long index = 0; index < 3_000; index++) {
            Entry entry = new Entry(pick(LONGS), List.of(batch(index + 1), strayBatch()));
            try {
                Decision decision = machine.decide(entry, 1 + index / 1_000, index);
                MachineFixture.publish(machine, decision);
                count(decision);
                machine.unused(pick(LONGS), pick(LONGS), 10);
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed + ", index " + index + ", " + entry, e);
            }
        }
        assertThat(counts.get(ErrorCode.OK)).as("requests that were done").isGreaterThan(200);
        assertThat(counts).as("errors met").hasSizeGreaterThan(10);
        StateChecker.check(machine, store);
        StateChecker.check(CoordinationMachine.open(reopened(store)), store);
    }

    private void count(Decision decision) {
        for (Decision.DecidedBatch batch : decision.batches()) {
            batch.steps().forEach(step -> counts.merge(step.outcome().error(), 1, Integer::sum));
        }
    }

    private static InMemoryStateStore reopened(InMemoryStateStore store) {
        store.write();
        return store.reopened();
    }

    private Batch batch(long sequence) {
        List<Request> requests = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            requests.add(request());
        }
        return new Batch(1, 1, sequence, random.nextBoolean(), requests);
    }

    private Batch strayBatch() {
        return new Batch(pick(INTS) | 0x10, pick(LONGS), pick(LONGS), true, List.of(request()));
    }

    private Request request() {
        List<Identity> identities = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            identities.add(new Identity(text(), text()));
        }
        return new Request(pick(LONGS), owner(), identities, command(0));
    }

    private Owner owner() {
        return new Owner(1, random.nextInt(2));
    }

    private Command command(int depth) {
        Kind kind =
                random.nextInt(3) == 0 ? pick(Kind.values()) : pick(Kind.CREATE, Kind.SET_DATA, Kind.CREATE_SESSION);
        return switch (kind) {
            case CREATE ->
                new Command.Create(pick(CreateForm.values()), text(), data(), acl(), pick(INTS), pick(LONGS));
            case DELETE -> new Command.Delete(text(), pick(INTS));
            case SET_DATA -> new Command.SetData(text(), data(), pick(INTS));
            case SET_ACL -> new Command.SetAcl(text(), acl(), pick(INTS));
            case CHECK -> new Command.Check(text(), pick(INTS));
            case MULTI -> multi(depth);
            case REFUSED -> new Command.Refused(pick(ErrorCode.values()));
            case CREATE_SESSION -> new Command.CreateSession(data(), pick(INTS));
            case ATTACH_SESSION -> new Command.AttachSession(data(), pick(INTS));
            case CLOSE_SESSION -> new Command.CloseSession();
            case EXPIRE_SESSION -> new Command.ExpireSession(pick(LONGS), owner());
            case SYNC -> new Command.Sync();
            case REMOVE_UNUSED -> new Command.RemoveUnused(text());
            case SET_ENSEMBLE -> new Command.SetEnsemble(data());
        };
    }

    private Command multi(int depth) {
        List<Command> parts = new ArrayList<>();
        for (int i = depth > 2 ? 0 : random.nextInt(5); i > 0; i--) {
            parts.add(command(depth + 1));
        }
        return new Command.Multi(parts);
    }

    private List<AclEntry> acl() {
        if (random.nextInt(3) > 0) {
            return List.of(new AclEntry(31, "world", "anyone"));
        }
        List<AclEntry> acl = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            acl.add(new AclEntry(pick(INTS), text(), text()));
        }
        return acl;
    }

    private String text() {
        return random.nextInt(4) > 0 ? TEXTS[random.nextInt(TEXTS.length)] : text() + text();
    }

    private Bytes data() {
        if (random.nextInt(4) == 0) {
            return Bytes.NULL;
        }
        return Bytes.of(DATA[random.nextInt(DATA.length)].getBytes(StandardCharsets.UTF_8));
    }

    private int pick(int[] choices) {
        return choices[random.nextInt(choices.length)];
    }

    private long pick(long[] choices) {
        return choices[random.nextInt(choices.length)];
    }

    @SafeVarargs
    private <T> T pick(T... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
