package io.paddock.cluster.compare;

import io.paddock.cluster.script.Operation;
import io.paddock.cluster.script.OperationKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Makes random requests that meet each other: few paths, small versions, few identities. Owned by one thread.
 *
 * <p>It keeps no model of the tree. Paths are few enough that requests succeed and fail about equally often.
 */
final class OperationGenerator {
    private static final int ACL_PLACE = 2;

    private final Random random;
    private final boolean isForEnsemble;
    private final Choice<Operation> single;
    private final Choice<Operation> inMulti;
    private final Choice<Operation> inMultiRead;

    OperationGenerator(Random random, boolean isForEnsemble) {
        this.random = random;
        this.isForEnsemble = isForEnsemble;
        this.inMulti = writes(new Choice<>(random)).add(6, this::check);
        this.inMultiRead = new Choice<Operation>(random).add(4, this::getData).add(4, this::getChildren);
        this.single = reads(writes(new Choice<>(random)))
                .add(10, this::multi)
                .add(3, this::multiRead)
                .add(9, this::addWatch)
                .add(5, () -> watchType(OperationKind.REMOVE_WATCHES))
                .add(3, () -> watchType(OperationKind.CHECK_WATCHES))
                .add(3, this::setWatches)
                .add(2, () -> Operation.of(OperationKind.WHO_AM_I))
                .add(2, () -> Operation.of(OperationKind.PING))
                .add(1, () -> Operation.of(OperationKind.GET_DATA, one(Vocabulary.QUOTA_NODES), flag()))
                .add(
                        1,
                        () -> Operation.of(
                                OperationKind.SET_DATA, one(Vocabulary.QUOTA_NODES), one(Vocabulary.QUOTA_DATA), "-1"))
                .add(1, () -> Operation.of(OperationKind.DELETE, one(Vocabulary.QUOTA_NODES), "-1"));
    }

    /** A request that leaves the session open, unless the server thinks otherwise. */
    Operation next() {
        return random.nextInt(30) == 0 ? auth() : nextInPipeline();
    }

    /**
     * A request whose place in a pipeline counts. ZooKeeper answers auth as soon as it reads it, before requests that
     * came earlier, so its place among them is a matter of luck.
     */
    Operation nextInPipeline() {
        return switch (random.nextInt(60)) {
            case 0, 1 -> truncated(Integer.parseInt(one(List.of("1", "2", "4", "5", "8", "20", "999"))), single.next());
            case 2 -> Operation.cut(-1 - random.nextInt(8), single.next());
            default -> single.next();
        };
    }

    /** In an ensemble of ZooKeepers a truncated write, but a multi, is never answered, and no later write of anybody. */
    private Operation truncated(int bytes, Operation whole) {
        return isForEnsemble && !whole.isRead() && whole.kind() != OperationKind.MULTI
                ? whole
                : Operation.cut(bytes, whole);
    }

    /** A request that a good client does not send; most of them end the connection. */
    Operation odd() {
        return new Choice<Operation>(random)
                .add(1, this::check)
                .add(1, () -> Operation.of(OperationKind.RAW, one(List.of("0", "10", "23", "999", "-1", "-2")), ""))
                .add(1, () -> Operation.of(OperationKind.RAW, "999", "%00"))
                .add(
                        2,
                        () -> Operation.of(
                                OperationKind.AUTH,
                                one(List.of("0", "1")),
                                one(Vocabulary.ODD_SCHEMES),
                                one(List.of("x", "", "~"))))
                .add(1, () -> Operation.of(OperationKind.AUTH, "0", "digest", one(List.of("~", "", ":", "a:b:c"))))
                .add(1, () -> Operation.of(OperationKind.SASL, one(List.of("~", "", "x", "user=bob"))))
                .add(1, () -> Operation.of(OperationKind.RECONFIG, "~", one(List.of("~", "1", "9", "x")), "~", "-1"))
                .add(1, () -> Operation.of(OperationKind.RECONFIG, "server.9=localhost:1:2;3", "~", "~", "0"))
                .add(2, () -> Operation.multi(OperationKind.MULTI, several(3, () -> harmless(single))))
                .add(1, () -> Operation.multi(OperationKind.MULTI_READ, several(3, single::next)))
                .add(1, () -> Operation.cut(Integer.parseInt(one(List.of("-1", "-4", "1", "6"))), auth()))
                .add(1, () -> Operation.cut(-1 - random.nextInt(4), closeSession()))
                .next();
    }

    /** The request that ends the session. */
    Operation closeSession() {
        return Operation.of(OperationKind.CLOSE_SESSION);
    }

    /** The requests by which an administrator sets a quota. */
    List<Operation> quota() {
        String node = one(List.of("/a", "/b"));
        List<Operation> requests = new ArrayList<>();
        for (String path : List.of("", node)) {
            requests.add(open("/zookeeper/quota$" + path, ""));
        }
        requests.add(open("/zookeeper/quota$" + node + "/zookeeper_limits", one(Vocabulary.QUOTA_DATA)));
        requests.add(open("/zookeeper/quota$" + node + "/zookeeper_stats", "count=0,bytes=0"));
        return requests;
    }

    private Operation open(String path, String data) {
        return Operation.of(OperationKind.CREATE, path, data, one(Vocabulary.OPEN_ACL), "0");
    }

    /** A request that says again what a client had been watching before its connection broke. */
    Operation setWatches() {
        String zxid = one(List.of("seen", "seen", "seen", "0", "ahead"));
        if (random.nextBoolean()) {
            return Operation.of(OperationKind.SET_WATCHES, zxid, paths(), paths(), paths());
        }
        return Operation.of(OperationKind.SET_WATCHES2, zxid, paths(), paths(), paths(), paths(), paths());
    }

    private Choice<Operation> writes(Choice<Operation> choice) {
        return choice.add(12, () -> create(OperationKind.CREATE))
                .add(8, () -> create(OperationKind.CREATE2))
                .add(3, this::createContainer)
                .add(3, this::createTtl)
                .add(11, () -> Operation.of(OperationKind.DELETE, path(), version()))
                .add(11, () -> Operation.of(OperationKind.SET_DATA, changedPath(), one(Vocabulary.DATA), version()));
    }

    private Choice<Operation> reads(Choice<Operation> choice) {
        return choice.add(9, () -> Operation.of(OperationKind.EXISTS, path(), flag()))
                .add(9, this::getData)
                .add(5, this::getChildren)
                .add(6, () -> Operation.of(OperationKind.GET_CHILDREN2, path(), flag()))
                .add(5, () -> Operation.of(OperationKind.GET_ACL, path()))
                .add(6, () -> Operation.of(OperationKind.SET_ACL, node(), acl(), version()))
                .add(2, () -> Operation.of(OperationKind.SYNC, path()))
                .add(
                        2,
                        () -> Operation.of(
                                OperationKind.GET_EPHEMERALS, one(List.of("", "/", "$", "$/a", "/none", "~"))))
                .add(2, () -> Operation.of(OperationKind.GET_ALL_CHILDREN_NUMBER, path()));
    }

    private Operation create(OperationKind kind) {
        String flags = switch (random.nextInt(20)) {
            case 0, 1, 2, 3 -> "1";
            case 4, 5, 6 -> "2";
            case 7, 8 -> "3";
            case 9 -> one(List.of("4", "5", "6", "7", "-1", "8"));
            default -> "0";
        };
        boolean isSequential = flags.equals("2") || flags.equals("3");
        return Operation.of(kind, isSequential ? sequentialPath() : newPath(), one(Vocabulary.DATA), acl(), flags);
    }

    /*
     * Never with the flags of an ephemeral: as long as such a request is on its way, ZooKeeper takes the container for an
     * ephemeral of the session, so what a closeSession or a creation right behind it does is a matter of luck.
     */
    private Operation createContainer() {
        String flags = random.nextInt(6) == 0 ? one(List.of("0", "2", "5", "7", "-1")) : "4";
        String path = flags.equals("2") ? sequentialPath() : newPath();
        return Operation.of(OperationKind.CREATE_CONTAINER, path, one(Vocabulary.DATA), acl(), flags);
    }

    private Operation createTtl() {
        boolean isSequential = random.nextInt(3) == 0;
        boolean isTtl = random.nextInt(8) != 0;
        String flags = !isTtl ? one(List.of("0", "1", "4", "7")) : isSequential ? "6" : "5";
        // A ZooKeeper that applies one with other flags and a negative time stops.
        String ttl = isTtl && random.nextInt(5) == 0
                ? one(List.of("0", "-1", "1099511627775", "1099511627776", "9223372036854775807"))
                : "86400000";
        String path = flags.equals("6") ? sequentialPath() : newPath();
        return Operation.of(OperationKind.CREATE_TTL, path, one(Vocabulary.DATA), acl(), flags, ttl);
    }

    private String sequentialPath() {
        return one(List.of("$/a/q", "$/b/q", "$/c/q", "$/q", "$/a/", "$/a/a/q", "$/none/q", "$//"));
    }

    private Operation getData() {
        return Operation.of(OperationKind.GET_DATA, path(), flag());
    }

    private Operation getChildren() {
        return Operation.of(OperationKind.GET_CHILDREN, path(), flag());
    }

    private Operation check() {
        return Operation.of(OperationKind.CHECK, path(), version());
    }

    private Operation multi() {
        return Operation.multi(OperationKind.MULTI, several(5, () -> harmless(inMulti)));
    }

    /** Neither is a multi ever answered in which something is to be created without an access list. */
    private Operation harmless(Choice<Operation> parts) {
        Operation part = parts.next();
        while (isForEnsemble && isWithoutAcl(part)) {
            part = parts.next();
        }
        return part;
    }

    private static boolean isWithoutAcl(Operation operation) {
        return switch (operation.kind()) {
            case CREATE, CREATE2, CREATE_CONTAINER, CREATE_TTL ->
                operation.arguments().get(ACL_PLACE).equals("~");
            default -> false;
        };
    }

    private Operation multiRead() {
        return Operation.multi(OperationKind.MULTI_READ, several(4, inMultiRead::next));
    }

    private Operation auth() {
        return Operation.of(OperationKind.AUTH, "0", "digest", one(Vocabulary.USERS));
    }

    private Operation addWatch() {
        String mode = random.nextInt(12) == 0 ? one(List.of("2", "-1", "7")) : one(List.of("0", "1"));
        return Operation.of(OperationKind.ADD_WATCH, path(), mode);
    }

    private Operation watchType(OperationKind kind) {
        String type = random.nextInt(12) == 0 ? one(List.of("0", "6", "-1")) : one(List.of("1", "2", "3", "4", "5"));
        return Operation.of(kind, path(), type);
    }

    private String paths() {
        return "[" + several(4, this::watchedPath).stream().collect(Collectors.joining(",")) + "]";
    }

    private String watchedPath() {
        return random.nextInt(20) == 0 ? one(Vocabulary.ODD_PATHS) : node();
    }

    private String path() {
        return switch (random.nextInt(24)) {
            case 0 -> one(Vocabulary.ODD_PATHS);
            case 1, 2 -> one(Vocabulary.FIXED_PATHS);
            case 3 -> "$";
            default -> node();
        };
    }

    /** What a super user writes over the configuration of an ensemble would be there for the next script. */
    private String changedPath() {
        String path = path();
        return isForEnsemble && path.equals(EnsembleDifferences.CONFIG) ? "/zookeeper" : path;
    }

    private String newPath() {
        return random.nextInt(20) == 0
                ? one(Stream.concat(Vocabulary.ODD_PATHS.stream(), Vocabulary.FIXED_PATHS.stream())
                        .filter(path -> !path.equals("/missing"))
                        .toList())
                : node();
    }

    private String node() {
        return one(Vocabulary.NODES);
    }

    private String acl() {
        return switch (random.nextInt(12)) {
            case 0 -> one(Vocabulary.ODD_ACLS);
            case 1, 2 -> one(Vocabulary.GOOD_ACLS);
            default -> one(Vocabulary.OPEN_ACL);
        };
    }

    private String version() {
        return one(Vocabulary.VERSIONS);
    }

    private String flag() {
        return random.nextInt(3) == 0 ? "0" : "1";
    }

    private <T> List<T> several(int max, Supplier<T> maker) {
        List<T> several = new ArrayList<>();
        int count = random.nextInt(max + 1);
        for (int i = 0; i < count; i++) {
            several.add(maker.get());
        }
        return several;
    }

    private String one(List<String> words) {
        return words.get(random.nextInt(words.size()));
    }
}
