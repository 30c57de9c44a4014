package io.paddock.store;

import io.paddock.acl.Acl;
import io.paddock.acl.AclEntry;
import io.paddock.session.Owner;
import io.paddock.session.Session;
import io.paddock.store.StoreModel.Node;
import io.paddock.tree.Bytes;
import io.paddock.tree.Znode;
import io.paddock.tree.ZnodeOwner;
import io.paddock.tree.ZnodeStat;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

/**
 * Makes random entries, the same for the same seed: changes a model, and publishes to a store what changed, as the apply thread would. Some
 * entries are published operation by operation, others as what changed in total, in any order, as a multi may be.
 */
final class StoreDriver {

    private static final List<Acl> ACLS = List.of(
            Acl.OPEN,
            Acl.NONE,
            new Acl(List.of(new AclEntry(1, "world", "anyone"), new AclEntry(31, "digest", "eve:hash="))));

    private final Random random;
    private final StateStore store;
    private final int nodesMax;
    final StoreModel model;

    StoreDriver(long seed, StateStore store, int nodesMax) {
        this.random = new Random(seed);
        this.store = store;
        this.model = new StoreModel();
        this.nodesMax = nodesMax;
    }

    /** The first entry: the root. */
    void begin() {
        put("/", new Node(znode(0, 0, Bytes.NULL, 0), Bytes.NULL));
        end();
    }

    /** One entry of some operations. */
    void entry() {
        boolean isWhole = random.nextInt(3) == 0;
        int operations = 1 + random.nextInt(isWhole ? 12 : 4);
        if (isWhole) {
            publishTotal(operations);
        } else {
            for (int i = 0; i < operations; i++) {
                publishTotal(1);
            }
        }
        end();
    }

    private void publishTotal(int operations) {
        Map<String, Node> before = new LinkedHashMap<>();
        for (int i = 0; i < operations; i++) {
            operate(before);
        }
        List<String> changed = new ArrayList<>(before.keySet());
        Collections.shuffle(changed, random);
        for (String path : changed) {
            publishDifference(path, before.get(path), model.nodes.get(path));
        }
    }

    private void publishDifference(String path, Node before, Node after) {
        if (after == null) {
            if (before != null) {
                store.publishRemoval(path, before.znode());
            }
        } else if (before != null
                && before.data().equals(after.data())
                && before.znode().stat().czxid() == after.znode().stat().czxid()) {
            store.publish(path, after.znode());
        } else {
            store.publish(path, after.znode(), after.data());
        }
    }

    private void put(String path, Node node) {
        model.nodes.put(path, node);
        store.publish(path, node.znode(), node.data());
    }

    private void operate(Map<String, Node> before) {
        switch (random.nextInt(10)) {
            case 0, 1, 2, 3 -> create(before);
            case 4, 5 -> delete(before);
            case 6, 7 -> setData(before);
            case 8 -> setAcl(before);
            default -> changeSession();
        }
    }

    private void create(Map<String, Node> before) {
        String parent = anyPath();
        if (model.nodes.size() >= nodesMax || parent.length() > 40) {
            delete(before);
            return;
        }
        String name = random.nextInt(4) == 0 ? "n" + random.nextInt(5) + "-x" : "n" + random.nextInt(5);
        String path = parent.equals("/") ? "/" + name : parent + "/" + name;
        if (model.nodes.containsKey(path)) {
            return;
        }
        note(before, path);
        note(before, parent);
        Bytes data = anyData();
        model.nodes.put(path, new Node(znode(zxid(), anyOwner(), data, random.nextInt(ACLS.size())), data));
        Node old = model.nodes.get(parent);
        model.nodes.put(
                parent, new Node(old.znode().withStat(old.znode().stat().withChildCreated(zxid())), old.data()));
    }

    private void delete(Map<String, Node> before) {
        String path = anyPath();
        if (path.equals("/") || model.znode(path).stat().numChildren() > 0) {
            return;
        }
        String parent = ZnodeNames.parent(path);
        note(before, path);
        note(before, parent);
        model.nodes.remove(path);
        Node old = model.nodes.get(parent);
        model.nodes.put(
                parent, new Node(old.znode().withStat(old.znode().stat().withChildDeleted(zxid())), old.data()));
    }

    private void setData(Map<String, Node> before) {
        String path = anyPath();
        note(before, path);
        Znode old = model.znode(path);
        Bytes data = anyData();
        ZnodeStat stat =
                old.stat().withData(data.length(), old.stat().version() + 1, zxid(), random.nextLong(1L << 42));
        model.nodes.put(path, new Node(new Znode(stat, old.acl(), data.hashCode()), data));
    }

    private void setAcl(Map<String, Node> before) {
        String path = anyPath();
        note(before, path);
        Node old = model.nodes.get(path);
        ZnodeStat stat = old.znode().stat().withAclVersion(old.znode().stat().aversion() + 1);
        Acl acl = ACLS.get(random.nextInt(ACLS.size()));
        model.nodes.put(path, new Node(new Znode(stat, acl, old.znode().dataDigest()), old.data()));
    }

    private void changeSession() {
        long id = (1L << 56) | random.nextInt(6);
        if (random.nextInt(3) == 0) {
            model.sessions.remove(id);
            store.publishSessionEnd(id);
        } else {
            byte[] password = new byte[16];
            random.nextBytes(password);
            Session session = new Session(
                    id,
                    Bytes.of(password),
                    1 + random.nextInt(40_000),
                    new Owner(1 + random.nextInt(3), random.nextInt()));
            model.sessions.put(id, session);
            store.publishSession(session);
        }
    }

    private void end() {
        if (random.nextBoolean()) {
            int server = 1 + random.nextInt(3);
            Origin origin = new Origin(random.nextLong(), random.nextLong());
            model.origins.put(server, origin);
            store.publishOrigin(server, origin.incarnation(), origin.sequence());
        }
        Position old = model.position;
        model.position = new Position(
                3,
                old.index() + 1,
                zxid(),
                random.nextLong(1L << 42),
                random.nextLong(),
                model.nodes.size(),
                random.nextInt());
        store.publishPosition(model.position);
    }

    private void note(Map<String, Node> before, String path) {
        if (!before.containsKey(path)) {
            before.put(path, model.nodes.get(path));
        }
    }

    private long zxid() {
        return (3L << 32) | Math.max(0, model.position.index() + 1);
    }

    /** A path that there is. */
    String anyPath() {
        List<String> after = new ArrayList<>(1);
        String from = "/n" + random.nextInt(5) + "/n" + random.nextInt(6);
        for (String path : model.nodes.tailMap(from).keySet()) {
            after.add(path);
            if (random.nextInt(3) == 0) {
                break;
            }
        }
        return after.isEmpty() ? "/" : after.get(after.size() - 1);
    }

    private Bytes anyData() {
        return switch (random.nextInt(6)) {
            case 0 -> Bytes.NULL;
            case 1 -> Bytes.EMPTY;
            default -> {
                byte[] bytes = new byte[anyLength()];
                random.nextBytes(bytes);
                yield Bytes.of(bytes);
            }
        };
    }

    private int anyLength() {
        return switch (random.nextInt(20)) {
            case 0 -> random.nextInt(5000);
            case 1, 2, 3, 4 -> ZnodeCodec.SHORT_BYTES_MAX - 1 + random.nextInt(3);
            default -> random.nextInt(60);
        };
    }

    private long anyOwner() {
        return switch (random.nextInt(6)) {
            case 0, 1 -> (1L << 56) | random.nextInt(6);
            case 2 -> ZnodeOwner.CONTAINER;
            case 3 -> ZnodeOwner.ofTtl(1 + random.nextInt(1000));
            default -> ZnodeOwner.PERSISTENT;
        };
    }

    private Znode znode(long zxid, long owner, Bytes data, int acl) {
        long timeMs = random.nextLong(1L << 42);
        return new Znode(
                new ZnodeStat(zxid, zxid, zxid, timeMs, timeMs, 0, 0, 0, owner, data.length(), 0),
                Objects.requireNonNull(ACLS.get(acl)),
                data.hashCode());
    }
}
