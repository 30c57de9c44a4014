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
    /*
     * Left out on purpose: deleteContainer and createSession from a client (refused by Paddock, see the golden script),
     * changes of the access list of "/" and writes elsewhere outside the root, which would leave something behind for
     * the next script.
     */
    private static final List<String> NODES = List.of(
            "$/a",
            "$/a",
            "$/b",
            "$/c",
            "$/a/a",
            "$/a/b",
            "$/b/a",
            "$/b/b",
            "$/a/a/a",
            "$/a/b/c",
            "$/c/q0000000000",
            "$/a/q0000000001",
            "$/c/q0000000002");
    private static final List<String> ODD_PATHS = List.of(
            "",
            "~",
            "a",
            "$/",
            "$/a/",
            "$//a",
            "$/./a",
            "$/../a",
            "$/a/..",
            "$/a%00b",
            "$/a%01",
            "$/%7f",
            "$/%c2%80",
            "$/%ee%80%80",
            "$/%ef%bf%bf",
            "$/%c3%a4",
            "$/%e2%82%ac",
            "$/%f0%9f%98%80",
            "$/a%20b",
            "$/...",
            "$/.a");
    private static final List<String> FIXED_PATHS =
            List.of("/", "/", "/zookeeper", "/zookeeper/quota", "/zookeeper/config", "/zookeeper/quota$", "/missing");
    private static final List<String> DATA = List.of("~", "", "x", "hello", "%00%ff", "0123456789abcdef", "data");
    private static final List<String> OPEN_ACL = List.of("[31:world:anyone]");
    private static final List<String> GOOD_ACLS = List.of(
            "[31:world:anyone]",
            "[31:world:anyone]",
            "[1:world:anyone]",
            "[3:world:anyone]",
            "[30:world:anyone]",
            "[31:auth:]",
            "[15:auth:,1:world:anyone]",
            "[31:ip:127.0.0.1]",
            "[31:ip:127.0.0.0/8]",
            "[31:ip:10.1.2.3]",
            "[0:world:anyone]",
            "[31:digest:" + SuperUser.digest("ann:one") + ",1:world:anyone]",
            "[31:digest:" + SuperUser.digest("bob:two") + "]",
            "[16:world:anyone]",
            "[17:digest:" + SuperUser.digest("ann:one") + ",12:world:anyone]");
    private static final List<String> ODD_ACLS = List.of(
            "~",
            "[]",
            "[31:world:somebody]",
            "[31:nothing:x]",
            "[31:digest:nocolon]",
            "[31:digest:a:b:c]",
            "[31::]",
            "[31:world:anyone,31:world:anyone]",
            "[31:~:~]",
            "[31:ip:localhost]",
            "[31:ip:127.0.0.1/33]",
            "[-1:world:anyone]",
            "[64:world:anyone]",
            "[31:auth:ignored,31:auth:]",
            "[31:super:]",
            "[31:x509:CN=a]");
    private static final List<String> VERSIONS = List.of("-1", "-1", "0", "0", "1", "2", "3", "-2", "2147483647");

    private final Random random;
    private final Choice<Operation> single;
    private final Choice<Operation> inMulti;
    private final Choice<Operation> inMultiRead;

    OperationGenerator(Random random) {
        this.random = random;
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
                .add(2, () -> Operation.of(OperationKind.PING));
    }

    /** A request that leaves the session open, unless the server thinks otherwise. */
    Operation next() {
        return random.nextInt(30) == 0 ? auth() : single.next();
    }

    /**
     * A request whose place in a pipeline counts. ZooKeeper answers auth as soon as it reads it, before requests that
     * came earlier, so its place among them is a matter of luck.
     */
    Operation nextInPipeline() {
        return single.next();
    }

    /** A request that a good client does not send; most of them end the connection. */
    Operation odd() {
        return new Choice<Operation>(random)
                .add(1, this::check)
                .add(1, () -> Operation.of(OperationKind.RAW, "0", ""))
                .add(1, () -> Operation.of(OperationKind.RAW, "999", "%00"))
                .add(1, () -> Operation.of(OperationKind.RAW, "-1", ""))
                .add(1, () -> Operation.of(OperationKind.AUTH, "0", "nosuch", "x"))
                .add(1, () -> Operation.of(OperationKind.RECONFIG, "~", "~", "~", "-1"))
                .add(1, () -> Operation.of(OperationKind.RECONFIG, "~", "1", "~", "-1"))
                .next();
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
                .add(3, () -> create(OperationKind.CREATE_CONTAINER))
                .add(3, this::createTtl)
                .add(11, () -> Operation.of(OperationKind.DELETE, path(), version()))
                .add(11, () -> Operation.of(OperationKind.SET_DATA, path(), one(DATA), version()));
    }

    private Choice<Operation> reads(Choice<Operation> choice) {
        return choice.add(9, () -> Operation.of(OperationKind.EXISTS, path(), flag()))
                .add(9, this::getData)
                .add(5, this::getChildren)
                .add(6, () -> Operation.of(OperationKind.GET_CHILDREN2, path(), flag()))
                .add(5, () -> Operation.of(OperationKind.GET_ACL, path()))
                .add(6, () -> Operation.of(OperationKind.SET_ACL, node(), acl(), version()))
                .add(2, () -> Operation.of(OperationKind.SYNC, path()))
                .add(2, () -> Operation.of(OperationKind.GET_EPHEMERALS, one(List.of("", "/", "$", "$/a", "/none"))))
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
        return Operation.of(kind, isSequential ? sequentialPath() : newPath(), one(DATA), acl(), flags);
    }

    private Operation createTtl() {
        boolean isSequential = random.nextInt(3) == 0;
        String flags = random.nextInt(8) == 0 ? one(List.of("0", "1", "4", "7")) : isSequential ? "6" : "5";
        String ttl = random.nextInt(5) == 0
                ? one(List.of("0", "-1", "1099511627775", "1099511627776", "9223372036854775807"))
                : "86400000";
        String path = flags.equals("6") ? sequentialPath() : newPath();
        return Operation.of(OperationKind.CREATE_TTL, path, one(DATA), acl(), flags, ttl);
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
        return Operation.multi(OperationKind.MULTI, several(5, inMulti::next));
    }

    private Operation multiRead() {
        return Operation.multi(OperationKind.MULTI_READ, several(4, inMultiRead::next));
    }

    private Operation auth() {
        return Operation.of(
                OperationKind.AUTH, "0", "digest", one(List.of("ann:one", "bob:two", "bob:two", "cat:", "dog")));
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
        return "[" + several(4, this::node).stream().collect(Collectors.joining(",")) + "]";
    }

    private String path() {
        return switch (random.nextInt(24)) {
            case 0 -> one(ODD_PATHS);
            case 1, 2 -> one(FIXED_PATHS);
            case 3 -> "$";
            default -> node();
        };
    }

    private String newPath() {
        return random.nextInt(20) == 0
                ? one(Stream.concat(ODD_PATHS.stream(), FIXED_PATHS.stream())
                        .filter(path -> !path.equals("/missing"))
                        .toList())
                : node();
    }

    private String node() {
        return one(NODES);
    }

    private String acl() {
        return switch (random.nextInt(12)) {
            case 0 -> one(ODD_ACLS);
            case 1, 2 -> one(GOOD_ACLS);
            default -> one(OPEN_ACL);
        };
    }

    private String version() {
        return one(VERSIONS);
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
