package io.paddock.cluster.compare;

import io.paddock.cluster.time.Deadline;
import io.paddock.cluster.wire.Handshake;
import io.paddock.cluster.wire.HandshakeReply;
import io.paddock.cluster.wire.RawClient;
import io.paddock.cluster.wire.Request;
import io.paddock.cluster.wire.Requests;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A session at each server of a target, by which a run makes sure that every server has caught up, also those at which
 * no session of the script is. Owned by one thread.
 */
final class Witnesses {
    private static final int TIMEOUT_MS = 400_000;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final List<RawClient> clients = new ArrayList<>();
    private int nextXid = 1;

    private Witnesses() {}

    /** At all servers of the target; nowhere if there is one only. */
    static Witnesses at(Target target) throws IOException, InterruptedException {
        Witnesses witnesses = new Witnesses();
        try {
            for (InetSocketAddress server : target.isEnsemble() ? target.servers() : List.<InetSocketAddress>of()) {
                witnesses.clients.add(RawClient.openSession(server, TIMEOUT_MS));
            }
            return witnesses;
        } catch (IOException | RuntimeException e) {
            witnesses.cut();
            throw e;
        }
    }

    /** Returns when every server has applied what any server had applied at the call. */
    void catchUp() throws IOException, InterruptedException {
        Deadline deadline = Deadline.in(PATIENCE);
        Request sync = Requests.sync(nextXid++, "/");
        for (RawClient client : clients) {
            client.send(sync);
        }
        for (RawClient client : clients) {
            client.takeReply(sync.xid(), deadline);
        }
    }

    /** Takes the sessions up again at these servers, as many as there were, after a failure. */
    void moveTo(Target target) throws IOException, InterruptedException {
        for (int i = 0; i < clients.size(); i++) {
            clients.set(i, moved(clients.get(i), target.server(i)));
        }
    }

    /** Takes a session up again at a server. */
    static RawClient moved(RawClient old, InetSocketAddress server) throws IOException, InterruptedException {
        old.close();
        RawClient client = RawClient.connect(server);
        Optional<HandshakeReply> reply =
                client.handshake(Handshake.forSession(old.session(), TIMEOUT_MS, 0), Deadline.in(PATIENCE));
        if (reply.filter(HandshakeReply::isAccepted).isEmpty()) {
            client.close();
            throw new IOException("expected " + server + " to know a session of the run but got " + reply);
        }
        return client;
    }

    /** Ends the sessions. */
    void end() throws IOException, InterruptedException {
        Deadline deadline = Deadline.in(PATIENCE);
        for (RawClient client : clients) {
            client.call(Requests.closeSession(nextXid++), deadline);
        }
    }

    /** Cuts the connections. */
    void cut() throws IOException {
        for (RawClient client : clients) {
            client.close();
        }
    }
}
