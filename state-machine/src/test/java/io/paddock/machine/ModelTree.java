package io.paddock.machine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A tree and its sessions as naive as can be, to compare the machine with. Shares no code with the product: paths, numbers and errors are
 * strings and ints of its own, written down from ZooKeeper's behaviour.
 */
final class ModelTree {

    /** Something to do; what a kind does not need is ignored. */
    record Op(String kind, String path, String data, int flags, long ttlMs, int version, String acl, List<Op> parts) {}

    /** What came of it: an error's name or OK, an answer, and the events, all as text. */
    record Answer(String error, String result, List<String> events) {}

    private static final class Refusal extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final String result;

        Refusal(String error) {
            this(error, "");
        }

        Refusal(String error, String result) {
            super(error);
            this.result = result;
        }
    }

    private static final class Node implements Cloneable {
        private String data = "";
        private String acl = "open";
        private String mode = "persistent";
        private long session;
        private long ttlMs;
        private long czxid;
        private long mzxid;
        private long pzxid;
        private long ctimeMs;
        private long mtimeMs;
        private int version;
        private int creates;
        private int aversion;

        Node copy() {
            try {
                return (Node) clone();
            } catch (CloneNotSupportedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private TreeMap<String, Node> nodes = new TreeMap<>();
    private final TreeMap<Long, Long> sessions = new TreeMap<>();
    private long zxid;
    private long epoch;
    private long timeMs;
    private List<String> events = new ArrayList<>();

    ModelTree() {
        nodes.put("/", new Node());
        nodes.put("/zookeeper", new Node());
        nodes.put("/zookeeper/quota", new Node());
        Node config = new Node();
        config.acl = "read";
        config.aversion = -1;
        nodes.put("/zookeeper/config", config);
    }

    void advanceTo(long term, long newTimeMs) {
        epoch = term;
        timeMs = Math.max(timeMs, newTimeMs);
    }

    private void takeZxid() {
        zxid = zxid >> 32 < epoch ? (epoch << 32) + 1 : zxid + 1;
    }

    Answer openSession(long id, long connection) {
        takeZxid();
        sessions.put(id, connection);
        return new Answer("OK", "session " + id, List.of());
    }

    Answer attach(long id, long connection, boolean knowsPassword) {
        if (!sessions.containsKey(id) || !knowsPassword) {
            return new Answer("SESSION_EXPIRED", "", List.of());
        }
        sessions.put(id, connection);
        return new Answer("OK", "session " + id, List.of());
    }

    Answer expire(long id, long connection) {
        if (!sessions.containsKey(id)) {
            return new Answer("SESSION_EXPIRED", "", List.of());
        }
        if (sessions.get(id) != connection) {
            return new Answer("SESSION_MOVED", "", List.of());
        }
        takeZxid();
        return end(id);
    }

    private Answer end(long id) {
        events = new ArrayList<>();
        for (String path : new ArrayList<>(nodes.keySet())) {
            if (nodes.get(path).mode.equals("ephemeral") && nodes.get(path).session == id) {
                unlink(path);
            }
        }
        sessions.remove(id);
        return new Answer("OK", "", events);
    }

    Answer apply(long session, long connection, Op op) {
        takeZxid();
        events = new ArrayList<>();
        if (!sessions.containsKey(session)) {
            return refused(op, "SESSION_EXPIRED");
        }
        if (sessions.get(session) != connection) {
            return refused(op, "SESSION_MOVED");
        }
        if (op.kind().equals("close")) {
            return end(session);
        }
        try {
            return new Answer("OK", op.kind().equals("multi") ? multi(session, op) : one(session, op), events);
        } catch (Refusal refusal) {
            return new Answer(refusal.getMessage(), refusal.result, List.of());
        }
    }

    private static Answer refused(Op op, String error) {
        return new Answer(error, op.kind().equals("multi") ? failure(op.parts().size(), 0, error) : "", List.of());
    }

    private static String failure(int size, int at, String error) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            String text = i < at ? "OK:" : "RUNTIME_INCONSISTENCY:";
            texts.add(i == at ? error + ":" : text);
        }
        return texts.toString();
    }

    private String multi(long session, Op op) {
        TreeMap<String, Node> before = new TreeMap<>();
        nodes.forEach((path, node) -> before.put(path, node.copy()));
        List<String> results = new ArrayList<>();
        for (Op part : op.parts()) {
            try {
                results.add("OK:" + one(session, part));
            } catch (Refusal refusal) {
                nodes = before;
                events = new ArrayList<>();
                String error = refusal.getMessage();
                throw new Refusal(error, failure(op.parts().size(), results.size(), error));
            }
        }
        return results.toString();
    }

    private String one(long session, Op op) {
        return switch (op.kind()) {
            case "create" -> create(session, op);
            case "delete" -> delete(op);
            case "set" -> set(op);
            case "acl" -> setAcl(op);
            case "check" -> check(op);
            case "unused" -> removeUnused(op);
            default -> throw new IllegalArgumentException(op.kind());
        };
    }

    private String create(long session, Op op) {
        boolean hasTtl = op.flags() == 5 || op.flags() == 6;
        boolean isTtlForm = op.ttlMs() != 0;
        refuseIf(op.flags() < 0 || op.flags() > 6 || hasTtl != isTtlForm || op.ttlMs() < 0, "BAD_ARGUMENTS");
        String parent = parent(op.path());
        refuseIf(op.acl().equals("bad"), "INVALID_ACL");
        refuseIf(!nodes.containsKey(parent), "NO_NODE");
        refuseIf(!nodes.get(parent).acl.equals("open"), "NO_AUTH");
        String path = op.path();
        if (op.flags() == 2 || op.flags() == 3 || op.flags() == 6) {
            path += String.format("%010d", nodes.get(parent).creates);
        }
        refuseIf(isNoPath(path), "BAD_ARGUMENTS");
        refuseIf(nodes.containsKey(path), "NODE_EXISTS");
        refuseIf(nodes.get(parent).mode.equals("ephemeral"), "NO_CHILDREN_FOR_EPHEMERALS");
        Node node = new Node();
        node.data = op.data();
        node.acl = op.acl();
        node.czxid = node.mzxid = node.pzxid = zxid;
        node.ctimeMs = node.mtimeMs = timeMs;
        if (op.data().equals("container")) {
            node.mode = "container";
        } else if (hasTtl) {
            node.mode = "ttl";
            node.ttlMs = op.ttlMs();
        } else if (op.flags() == 1 || op.flags() == 3) {
            node.mode = "ephemeral";
            node.session = session;
        }
        nodes.put(path, node);
        nodes.get(parent).creates++;
        nodes.get(parent).pzxid = zxid;
        events.add("CREATED " + path);
        events.add("CHILDREN_CHANGED " + parent);
        return path + " " + stat(path);
    }

    private String delete(Op op) {
        String path = op.path();
        refuseIf(
                List.of("/", "/zookeeper", "/zookeeper/quota", "/zookeeper/config")
                        .contains(path),
                "BAD_ARGUMENTS");
        String parent = parent(path);
        refuseIf(!nodes.containsKey(parent), "NO_NODE");
        refuseIf(!nodes.get(parent).acl.equals("open"), "NO_AUTH");
        refuseIf(!nodes.containsKey(path), "NO_NODE");
        refuseIf(op.version() != -1 && op.version() != nodes.get(path).version, "BAD_VERSION");
        refuseIf(children(path) > 0, "NOT_EMPTY");
        unlink(path);
        return "";
    }

    private String removeUnused(Op op) {
        refuseIf(!nodes.containsKey(op.path()), "NO_NODE");
        Node node = nodes.get(op.path());
        refuseIf(children(op.path()) > 0, "NOT_EMPTY");
        boolean isOutlived = node.mode.equals("ttl") && timeMs - node.mtimeMs > node.ttlMs;
        refuseIf(!node.mode.equals("container") && !isOutlived, "BAD_VERSION");
        unlink(op.path());
        return "";
    }

    private void unlink(String path) {
        nodes.remove(path);
        nodes.get(parent(path)).pzxid = zxid;
        events.add("DELETED " + path);
        events.add("CHILDREN_CHANGED " + parent(path));
    }

    private String set(Op op) {
        Node node = existing(op);
        refuseIf(!node.acl.equals("open"), "NO_AUTH");
        refuseIf(op.version() != -1 && op.version() != node.version, "BAD_VERSION");
        node.data = op.data();
        node.version++;
        node.mzxid = zxid;
        node.mtimeMs = timeMs;
        events.add("DATA_CHANGED " + op.path());
        return stat(op.path());
    }

    private String setAcl(Op op) {
        refuseIf(isNoPath(op.path()), "BAD_ARGUMENTS");
        refuseIf(op.acl().equals("bad"), "INVALID_ACL");
        Node node = existing(op);
        refuseIf(!node.acl.equals("open"), "NO_AUTH");
        refuseIf(op.version() != -1 && op.version() != node.aversion, "BAD_VERSION");
        node.acl = op.acl();
        node.aversion++;
        return stat(op.path());
    }

    private String check(Op op) {
        Node node = existing(op);
        refuseIf(node.acl.equals("shut"), "NO_AUTH");
        refuseIf(op.version() != -1 && op.version() != node.version, "BAD_VERSION");
        return "";
    }

    private Node existing(Op op) {
        refuseIf(isNoPath(op.path()), "BAD_ARGUMENTS");
        refuseIf(!nodes.containsKey(op.path()), "NO_NODE");
        return nodes.get(op.path());
    }

    private static boolean isNoPath(String path) {
        return path.contains("//") || path.contains("/./") || (path.length() > 1 && path.endsWith("/"));
    }

    private static void refuseIf(boolean isSo, String error) {
        if (isSo) {
            throw new Refusal(error);
        }
    }

    private static String parent(String path) {
        String parent = path.substring(0, path.lastIndexOf("/"));
        return parent.isEmpty() ? "/" : parent;
    }

    private int children(String path) {
        int count = 0;
        for (String other : nodes.keySet()) {
            if (!other.equals("/") && parent(other).equals(path)) {
                count++;
            }
        }
        return count;
    }

    String stat(String path) {
        Node node = nodes.get(path);
        int children = children(path);
        int cversion = node.creates * 2 - children;
        return "["
                + String.join(
                        " ",
                        List.of(
                                "" + node.czxid,
                                "" + node.mzxid,
                                "" + node.pzxid,
                                "" + node.ctimeMs,
                                "" + node.mtimeMs,
                                "" + node.version,
                                "" + cversion,
                                "" + node.aversion,
                                "" + (node.mode.equals("ephemeral") ? node.session : 0),
                                "" + node.data.length(),
                                "" + children))
                + "]";
    }

    /** Every znode, by path, as text. */
    Map<String, String> dump() {
        Map<String, String> dump = new TreeMap<>();
        nodes.keySet()
                .forEach(path -> dump.put(path, nodes.get(path).data + " " + nodes.get(path).acl + " " + stat(path)));
        return dump;
    }

    long zxid() {
        return zxid;
    }

    /** Ids of sessions with their connections. */
    Map<Long, Long> sessions() {
        return sessions;
    }
}
