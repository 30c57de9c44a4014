package io.paddock.server.ensemble;

import io.paddock.acl.AccessCheck;
import io.paddock.acl.Identity;
import io.paddock.acl.Permission;
import io.paddock.command.Command;
import io.paddock.outcome.ErrorCode;
import io.paddock.server.config.EnsembleText;
import io.paddock.server.peer.PeerChannel;
import io.paddock.server.raft.RaftNode;
import io.paddock.server.request.EnsembleChanger;
import io.paddock.server.wire.Call;
import io.paddock.tree.Bytes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The reconfigs of this server's clients: works out the members wanted, and asks the leader to make them so, whoever leads in the meantime.
 *
 * <p>Any thread calls {@link #change}; one thread of the executor works.
 */
public final class Reconfigurations implements EnsembleChanger {

    private static final Logger LOG = LoggerFactory.getLogger(Reconfigurations.class);
    private static final long PATIENCE_NANOS = Duration.ofMinutes(2).toNanos();
    private static final long ANSWER_PATIENCE_MS = Duration.ofMinutes(10).toMillis();
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final int self;
    private final boolean standaloneEnabled;
    private final ConfigNode config;
    private final PeerChannel peers;
    private final ExecutorService worker;
    private volatile Optional<Rafts> rafts = Optional.empty();

    private record Rafts(RaftNode raft, MembersLeader leader) {}

    /**
     * @param self this server's id
     * @param standaloneEnabled the setting
     * @param worker has one thread
     */
    public Reconfigurations(
            int self, boolean standaloneEnabled, ConfigNode config, PeerChannel peers, ExecutorService worker) {
        this.self = self;
        this.standaloneEnabled = standaloneEnabled;
        this.config = config;
        this.peers = peers;
        this.worker = worker;
    }

    /** Raft runs. Before the first client. */
    public void open(RaftNode raft, MembersLeader leader) {
        rafts = Optional.of(new Rafts(raft, leader));
    }

    @Override
    public void change(Call.Reconfig wanted, List<Identity> identities, Consumer<Optional<Command>> then) {
        worker.execute(() -> then.accept(run(wanted, identities)));
    }

    private Optional<Command> run(Call.Reconfig wanted, List<Identity> identities) {
        ConfigNode.Content content = config.read();
        long version = content.ensemble().version();
        if (wanted.configId() != -1 && wanted.configId() != version) {
            return refused(ErrorCode.BAD_VERSION);
        }
        ReconfigPlan plan = ReconfigPlan.of(content.ensemble().members(), wanted, standaloneEnabled);
        if (plan.error() != ErrorCode.OK) {
            return refused(plan.error());
        }
        boolean mayChange = AccessCheck.allows(content.acl(), Permission.WRITE, identities);
        ChangeAnswer answer = askUntilFinal(new ChangeRequest(mayChange, version, plan.members()));
        return switch (answer) {
            case AGAIN -> Optional.empty();
            case DONE -> {
                String lines = new EnsembleText(plan.members(), 0).lines();
                yield Optional.of(new Command.SetEnsemble(Bytes.of(lines.getBytes(StandardCharsets.UTF_8))));
            }
            case BUSY, OUTDATED, NO_QUORUM, NO_RIGHT, WRONG ->
                refused(MembersLeader.error(answer, wanted.configId() != -1));
        };
    }

    private static Optional<Command> refused(ErrorCode error) {
        return Optional.of(new Command.Refused(error));
    }

    private ChangeAnswer askUntilFinal(ChangeRequest request) {
        long begin = System.nanoTime();
        ChangeAnswer answer = ask(request);
        while (answer == ChangeAnswer.AGAIN
                && System.nanoTime() - begin < PATIENCE_NANOS
                && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(PAUSE_NANOS);
            answer = ask(request);
        }
        return answer;
    }

    private ChangeAnswer ask(ChangeRequest request) {
        RaftNode raft = rafts.orElseThrow().raft();
        OptionalInt leader = raft.leader();
        if (leader.isEmpty()) {
            return ChangeAnswer.AGAIN;
        }
        if (leader.getAsInt() == self) {
            return rafts.orElseThrow().leader().change(request);
        }
        try {
            byte[] answer = peers.requestChange(leader.getAsInt(), request.encode())
                    .toCompletableFuture()
                    .get(ANSWER_PATIENCE_MS, TimeUnit.MILLISECONDS);
            return ChangeAnswer.decode(answer);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return ChangeAnswer.AGAIN;
        } catch (ExecutionException | TimeoutException failed) {
            LOG.info("server {} gives no answer to a change of members", leader.getAsInt(), failed);
            return ChangeAnswer.AGAIN;
        }
    }
}
