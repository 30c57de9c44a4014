package io.paddock.cluster.beyond;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.paddock.cluster.ensemble.EnsembleSettings;
import io.paddock.cluster.ensemble.LocalEnsemble;
import io.paddock.cluster.ensemble.ServerKind;
import io.paddock.cluster.ensemble.ServerProcess;
import io.paddock.cluster.time.Deadline;
import io.paddock.cluster.wire.DataReply;
import io.paddock.cluster.wire.RawClient;
import io.paddock.cluster.wire.Received;
import io.paddock.cluster.wire.Request;
import io.paddock.cluster.wire.Requests;
import io.paddock.cluster.workload.OfficialClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.OpResult;
import org.apache.zookeeper.ZooDefs.Perms;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Three servers whose reads go through the log, and how a client finds out that they do. */
final class LinearizableReadsTest {
    private static final int TIMEOUT_MS = 20_000;
    private static final int ROUNDS = 300;
    private static final String FEATURES = "/zookeeper/paddock";

    private static LocalEnsemble ensemble;

    @BeforeAll
    static void start() throws Exception {
        ensemble = LocalEnsemble.start(
                EnsembleSettings.of(ServerKind.PADDOCK, 3).withConfig("paddock.linearizableReads", "true"));
    }

    @AfterAll
    static void stop() {
        ensemble.close();
    }

    @Test
    void aReadShowsWhatAnotherClientWasToldOnAnotherServer() throws Exception {
        List<RawClient> clients = new ArrayList<>();
        for (ServerProcess server : ensemble.servers()) {
            clients.add(RawClient.openSession(server.address(), TIMEOUT_MS));
        }
        assertThat(clients.get(0)
                        .call(Requests.create(1, "/told", "0", 0), soon())
                        .error())
                .isZero();

        for (int round = 1; round <= ROUNDS; round++) {
            RawClient writer = clients.get(round % clients.size());
            RawClient reader = clients.get((round + 1) % clients.size());
            int xid = 10 + round;
            String value = "value " + round;
            assertThat(writer.call(Requests.setData(xid, "/told", value), soon())
                            .error())
                    .isZero();

            assertThat(DataReply.of(reader.call(Requests.getData(xid, "/told"), soon()))
                            .data())
                    .isEqualTo(value);
        }

        for (RawClient client : clients) {
            client.close();
        }
    }

    @Test
    void repliesStayInTheOrderOfTheRequests() throws Exception {
        try (RawClient client = RawClient.openSession(ensemble.server(2).address(), TIMEOUT_MS)) {
            List<Request> requests = new ArrayList<>();
            requests.add(Requests.create(1, "/order", "1", 0));
            for (int xid = 2; xid <= 200; xid++) {
                requests.add(
                        xid % 3 == 0 ? Requests.setData(xid, "/order", "" + xid) : Requests.getData(xid, "/order"));
            }
            client.send(requests);

            client.takeReply(200, soon());

            List<Received.Reply> replies = client.replies();
            for (int xid = 2; xid <= 200; xid++) {
                assertThat(replies.get(xid - 1).xid()).isEqualTo(xid);
                if (xid % 3 != 0) {
                    String expected = xid == 2 ? "1" : String.valueOf(xid - xid % 3);
                    assertThat(DataReply.of(replies.get(xid - 1)).data()).isEqualTo(expected);
                }
            }
        }
    }

    @Test
    void aClientFindsOutWhatTheServerCanDoAndNoListingShowsIt() throws Exception {
        try (OfficialClient client = OfficialClient.connect(ensemble.server(1).connectString(), TIMEOUT_MS)) {
            String text = new String(client.zookeeper().getData(FEATURES, false, null), StandardCharsets.UTF_8);

            assertThat(text).isEqualTo("linearizable.reads=true\nlinearizable.sync=true\nproduct=paddock\nttl=false\n");
            assertThat(client.zookeeper().exists(FEATURES, false).getDataLength())
                    .isEqualTo(text.length());
            assertThat(client.zookeeper().getACL(FEATURES, null).get(0).getPerms())
                    .isEqualTo(Perms.READ);
            assertThat(client.zookeeper().getChildren(FEATURES, false)).isEmpty();
            assertThat(client.zookeeper().multi(List.of(Op.getData(FEATURES), Op.getChildren(FEATURES))))
                    .containsExactly(
                            new OpResult.GetDataResult(
                                    text.getBytes(StandardCharsets.UTF_8),
                                    client.zookeeper().exists(FEATURES, false)),
                            new OpResult.GetChildrenResult(List.of()));
            assertThat(client.zookeeper().getChildren("/zookeeper", false))
                    .containsExactlyInAnyOrder("config", "quota");
            assertThatThrownBy(() -> client.zookeeper().setData(FEATURES, new byte[0], -1))
                    .isInstanceOf(KeeperException.NoNodeException.class);
        }
    }

    private static Deadline soon() {
        return Deadline.in(Duration.ofMinutes(1));
    }
}
