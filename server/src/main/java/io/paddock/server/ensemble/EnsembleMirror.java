package io.paddock.server.ensemble;

import io.paddock.command.Command;
import io.paddock.server.config.EnsembleMember;
import io.paddock.server.config.EnsembleText;
import io.paddock.server.raft.RaftMember;
import io.paddock.server.raft.RaftNode;
import io.paddock.server.request.ServerRequester;
import io.paddock.server.request.WriteBatcher;
import io.paddock.session.Owner;
import io.paddock.tree.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps {@code /zookeeper/config} to what Raft's members are: the leader writes it in a new ensemble, when a change of members was left
 * unfinished by whoever asked for it, and when a client has written something else there. Run by the timer, on the leader.
 */
public final class EnsembleMirror {

    private static final Logger LOG = LoggerFactory.getLogger(EnsembleMirror.class);
    /** Whoever asked for a change writes it down himself; only if he does not, it is done here. */
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final ConfigNode config;
    private final WriteBatcher batcher;
    private final Owner self;
    private Optional<List<RaftMember>> differing = Optional.empty();
    private long differingNanos;
    private volatile boolean isNewLeader;

    /** @param self this server, as the requester of its own writes */
    public EnsembleMirror(ConfigNode config, WriteBatcher batcher, Owner self) {
        this.config = config;
        this.batcher = batcher;
        this.self = self;
    }

    /** This server has become the leader, and looks anew. Any thread. */
    public void startLeading() {
        isNewLeader = true;
    }

    /** Looks, and writes if it must. */
    public void run(RaftNode raft, MembersLeader changes) {
        if (isNewLeader) {
            isNewLeader = false;
            differing = Optional.empty();
        }
        Optional<List<RaftMember>> settled = raft.settledMembers();
        if (settled.isEmpty() || changes.isBusy()) {
            return;
        }
        List<RaftMember> members = settled.get();
        EnsembleText told = config.read().ensemble();
        if (Members.areSame(Members.raft(told.members()), members)) {
            differing = Optional.empty();
        } else if (differsForLong(members, told.members().isEmpty())) {
            String lines = new EnsembleText(written(members, told), 0).lines();
            LOG.info("the members are written down: {}", lines.replace('\n', ' '));
            batcher.add(ServerRequester.write(
                    self,
                    new Command.SetEnsemble(Bytes.of(lines.getBytes(StandardCharsets.UTF_8))),
                    outcome -> LOG.debug("the members were written down: {}", outcome.error())));
        }
    }

    /** A new ensemble is told of at once, but once only. */
    private boolean differsForLong(List<RaftMember> members, boolean isNew) {
        long now = System.nanoTime();
        boolean isNews = !differing.equals(Optional.of(members));
        boolean isDue = isNews ? isNew : now - differingNanos > PATIENCE_NANOS;
        if (isNews || isDue) {
            differing = Optional.of(members);
            differingNanos = now;
        }
        return isDue;
    }

    /** What clients were told of a server that stays as it was is kept: Raft does not hear of every change of it. */
    private static List<EnsembleMember> written(List<RaftMember> members, EnsembleText told) {
        Map<Integer, EnsembleMember> lines =
                told.members().stream().collect(Collectors.toMap(EnsembleMember::id, Function.identity()));
        return members.stream()
                .map(member -> {
                    EnsembleMember line = lines.get(member.id());
                    return line != null && Members.isSame(Members.raft(line), member) ? line : Members.written(member);
                })
                .toList();
    }
}
