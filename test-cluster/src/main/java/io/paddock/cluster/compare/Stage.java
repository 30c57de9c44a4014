package io.paddock.cluster.compare;

import io.paddock.cluster.script.Names;
import io.paddock.cluster.script.Operation;
import io.paddock.cluster.script.OperationKind;
import io.paddock.cluster.script.Quoting;
import io.paddock.cluster.time.Deadline;
import io.paddock.cluster.wire.Handshake;
import io.paddock.cluster.wire.HandshakeReply;
import io.paddock.cluster.wire.RawClient;
import io.paddock.cluster.wire.Received;
import io.paddock.cluster.wire.WireReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a run of a script needs around it: a root node, a control session of the super user that makes and removes it,
 * signs that tell when a session has expired, and witnesses at every server of an ensemble. Owned by one thread.
 */
final class Stage implements AutoCloseable {
    private static final int TIMEOUT_MS = 30_000;
    private static final int ENSEMBLE_TIMEOUT_MS = 400_000;

    private static final Operation CLOSE_SESSION = Operation.of(OperationKind.CLOSE_SESSION);

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration SILENCE_MAX = Duration.ofSeconds(5);
    private static final String OPEN_ACL = "[31:world:anyone]";
    private static final int NO_NODE = -101;

    private final String root;
    private final Witnesses witnesses;
    private RawClient control;
    private Deadline silence = Deadline.in(SILENCE_MAX);
    private int nextXid = 1;
    private long firstZxid;

    private Stage(RawClient control, Witnesses witnesses, String root) {
        this.control = control;
        this.witnesses = witnesses;
        this.root = root;
    }

    /** Makes the root. */
    static Stage set(Target target, String root) throws IOException, InterruptedException {
        RawClient control =
                RawClient.openSession(target.server(0), target.isEnsemble() ? ENSEMBLE_TIMEOUT_MS : TIMEOUT_MS);
        try {
            Stage stage = new Stage(control, Witnesses.at(target), root);
            stage.becomeSuperUser();
            stage.makeRoot();
            return stage;
        } catch (IOException | RuntimeException e) {
            control.close();
            throw e;
        }
    }

    private void makeRoot() throws IOException, InterruptedException {
        Received.Reply made = call("create path=$ data= acl=" + OPEN_ACL + " flags=0");
        if (made.error() != 0) {
            throw new IOException("expected to make " + root + " but got error " + made.error());
        }
        firstZxid = made.zxid();
    }

    /** The zxid with which the root was made. */
    long firstZxid() {
        return firstZxid;
    }

    /** Makes all servers have applied a write that nobody sees. */
    void takeZxid() throws IOException, InterruptedException {
        call("multi");
        witnesses.catchUp();
    }

    /** Returns when every server has caught up with all that was seen so far. */
    void catchUp() throws IOException, InterruptedException {
        witnesses.catchUp();
    }

    private void becomeSuperUser() throws IOException, InterruptedException {
        call("auth type=0 scheme=digest auth=" + SuperUser.AUTH);
    }

    /**
     * Goes on at the first of these servers, after a failure. Then the ensemble gets a zxid of its new leader: from then on ZooKeeper's zxids, which begin anew with each leader, and others can be compared again.
     */
    void moveTo(Target target) throws IOException, InterruptedException {
        control = Witnesses.moved(control, target.server(0));
        witnesses.moveTo(target);
        becomeSuperUser();
        takeZxid();
    }

    /** Sends a sign of life for the sessions of the run's own, if it is time to. */
    void keepAlive() throws IOException, InterruptedException {
        if (silence.hasPassed()) {
            call("ping");
            witnesses.catchUp();
        }
    }

    /** Lets a session make an ephemeral outside the root, and gives its path. */
    String plantSign(ScriptSession session, String name) throws InterruptedException {
        String sign = root + "-sign-" + name;
        session.ask(List.of(Operation.parse("create path=" + sign + " data= acl=" + OPEN_ACL + " flags=1")));
        return sign;
    }

    /** Waits until a node is gone; meanwhile does again and again what keeps other sessions alive. */
    void awaitGone(String path, Meanwhile meanwhile) throws IOException, InterruptedException {
        Deadline deadline = Deadline.in(PATIENCE);
        deadline.await(path + " is gone", () -> {
            try {
                meanwhile.act();
                return call("exists path=" + path + " watch=0").error() == NO_NODE;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** Takes a session up, if it still lives, and ends it. */
    static void endSession(Target target, HandshakeReply session) throws IOException, InterruptedException {
        Deadline deadline = Deadline.in(PATIENCE);
        try (RawClient client = RawClient.connect(target.server(0))) {
            Optional<HandshakeReply> reply = client.handshake(Handshake.forSession(session, TIMEOUT_MS, 0), deadline);
            if (reply.filter(HandshakeReply::isAccepted).isPresent()) {
                client.call(CLOSE_SESSION.request(1, new Names("/", 0)), deadline);
            }
        }
    }

    /** Removes the root and the quotas below it, as far as the server lets the super user, and ends the session. */
    @Override
    public void close() throws IOException {
        try {
            removeTree("/zookeeper/quota" + root);
            removeTree(root);
            call(CLOSE_SESSION);
            witnesses.end();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            control.close();
            witnesses.cut();
        }
    }

    private void removeTree(String path) throws IOException, InterruptedException {
        Received.Reply children =
                call(new Operation(OperationKind.GET_CHILDREN, List.of(Quoting.quote(path), "0"), List.of()));
        if (children.error() == 0) {
            for (String child : new WireReader(children.body()).texts()) {
                removeTree(path + "/" + child);
            }
            call(new Operation(OperationKind.DELETE, List.of(Quoting.quote(path), "-1"), List.of()));
        }
    }

    private Received.Reply call(String line) throws IOException, InterruptedException {
        return call(Operation.parse(line));
    }

    private Received.Reply call(Operation operation) throws IOException, InterruptedException {
        silence = Deadline.in(SILENCE_MAX);
        return control.call(operation.request(nextXid++, names()), Deadline.in(PATIENCE));
    }

    private Names names() {
        return new Names(root, 0);
    }

    /** What goes on while an expiry is awaited. */
    @FunctionalInterface
    interface Meanwhile {
        /** Does it once. */
        void act() throws IOException, InterruptedException;
    }
}
