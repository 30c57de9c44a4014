package io.paddock.cluster.workload;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.ZooKeeper;

/** Where the workload's nodes are. */
public final class WorkNodes {
    /** The parent of all sequential nodes. */
    public static final String SEQUENCE = "/workload/sequence";

    static final String COUNTER = "/workload/counter";
    static final String ROOT = "/workload";
    private static final String EPHEMERAL = "/workload/ephemeral";

    private WorkNodes() {}

    static String register(int client) {
        return ROOT + "/register-" + client;
    }

    static String pairOne(int client) {
        return ROOT + "/pair-" + client + "-one";
    }

    static String pairOther(int client) {
        return ROOT + "/pair-" + client + "-other";
    }

    static String sequence(int client) {
        return SEQUENCE + "/client-" + client + "-";
    }

    static String ephemeral(int client, int number) {
        return EPHEMERAL + "/client-" + client + "-" + number;
    }

    static void make(ZooKeeper zookeeper, int clients) throws KeeperException, InterruptedException {
        List<String> paths = new ArrayList<>(List.of(ROOT, SEQUENCE, EPHEMERAL, COUNTER));
        for (int client = 0; client < clients; client++) {
            paths.addAll(List.of(register(client), pairOne(client), pairOther(client)));
        }
        for (String path : paths) {
            zookeeper.create(path, "0".getBytes(StandardCharsets.UTF_8), Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
        }
    }
}
