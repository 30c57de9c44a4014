package io.paddock.cluster.bench;

import io.paddock.cluster.bench.measure.BenchFailure;
import io.paddock.cluster.time.DeadlinePassedException;
import io.paddock.cluster.workload.OfficialClient;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZKUtil;
import org.apache.zookeeper.ZooKeeper;

/** Removes what a benchmark left on servers that are somebody else's. */
final class Sweep {
    private static final int TIMEOUT_MS = 30_000;
    private static final int BATCH = 500;

    private Sweep() {}

    /** Deletes every znode at the top whose path begins with this, and all below; says so when it cannot. */
    static void below(List<InetSocketAddress> servers, String beginning, PrintStream progress) {
        String connectString = servers.stream()
                .map(server -> server.getHostString() + ":" + server.getPort())
                .collect(Collectors.joining(","));
        try (OfficialClient client = OfficialClient.connect(connectString, TIMEOUT_MS)) {
            ZooKeeper zookeeper = client.zookeeper();
            for (String name : zookeeper.getChildren("/", false)) {
                if (("/" + name).startsWith(beginning)) {
                    ZKUtil.deleteRecursive(zookeeper, "/" + name, BATCH);
                }
            }
        } catch (IOException | KeeperException | DeadlinePassedException e) {
            progress.println("what is left at " + beginning + "* could not be deleted: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchFailure("interrupted", e);
        }
    }
}
