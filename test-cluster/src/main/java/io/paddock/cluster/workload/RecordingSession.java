package io.paddock.cluster.workload;

import io.paddock.cluster.history.Fate;
import io.paddock.cluster.history.History;
import io.paddock.cluster.history.Outcome;
import io.paddock.cluster.history.WriteKind;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.OpResult;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.data.Stat;

/** Writes through the official client without waiting for answers, and records each with its outcome. Immutable. */
final class RecordingSession {
    private final int client;
    private final ZooKeeper zookeeper;
    private final History history;

    RecordingSession(int client, ZooKeeper zookeeper, History history) {
        this.client = client;
        this.zookeeper = zookeeper;
        this.history = history;
    }

    CompletableFuture<Outcome> set(WriteKind kind, String path, String value, int expectedVersion) {
        Call call = new Call(kind, path, value, expectedVersion);
        zookeeper.setData(
                path, bytes(value), expectedVersion, (rc, asked, ctx, stat) -> call.end(rc, path, stat), null);
        return call.answer;
    }

    CompletableFuture<Outcome> setPair(String one, String other, String value, int expectedVersion) {
        Call call = new Call(WriteKind.PAIR, one, value, expectedVersion);
        List<Op> both = List.of(
                Op.setData(one, bytes(value), expectedVersion), Op.setData(other, bytes(value), expectedVersion));
        zookeeper.multi(both, (rc, asked, ctx, results) -> call.end(rc, one, firstStat(rc, results)), null);
        return call.answer;
    }

    private static Stat firstStat(int rc, List<OpResult> results) {
        return rc == Code.OK.intValue() ? ((OpResult.SetDataResult) results.get(0)).getStat() : new Stat();
    }

    CompletableFuture<Outcome> create(WriteKind kind, String path, String value) {
        Call call = new Call(kind, path, value, -1);
        CreateMode mode = kind == WriteKind.SEQUENCE ? CreateMode.PERSISTENT_SEQUENTIAL : CreateMode.EPHEMERAL;
        zookeeper.create(
                path,
                bytes(value),
                Ids.OPEN_ACL_UNSAFE,
                mode,
                (rc, asked, ctx, name, stat) -> call.end(rc, name, stat),
                null);
        return call.answer;
    }

    CompletableFuture<Outcome> delete(String path) {
        Call call = new Call(WriteKind.REMOVAL, path, "", -1);
        zookeeper.delete(path, -1, (rc, asked, ctx) -> call.end(rc, path, new Stat()), null);
        return call.answer;
    }

    private static byte[] bytes(String value) {
        return value.getBytes(StandardCharsets.UTF_8);
    }

    /** One write under way. */
    private final class Call {
        private final int number;
        private final CompletableFuture<Outcome> answer = new CompletableFuture<>();

        private Call(WriteKind kind, String path, String value, int expectedVersion) {
            number = history.begin(client, kind, path, value, expectedVersion);
        }

        private void end(int rc, String path, Stat stat) {
            Outcome outcome = switch (Code.get(rc)) {
                case OK -> Outcome.acknowledged(path, stat.getMzxid(), stat.getVersion());
                case CONNECTIONLOSS, SESSIONEXPIRED, SESSIONMOVED, OPERATIONTIMEOUT, REQUESTTIMEOUT -> Outcome.UNKNOWN;
                default -> Outcome.refused(rc);
            };
            if (outcome.fate() != Fate.UNKNOWN) {
                history.end(client, number, outcome);
            }
            answer.complete(outcome);
        }
    }
}
