package io.paddock.server;

import io.paddock.command.EntryCodec;
import io.paddock.machine.CoordinationMachine;
import io.paddock.server.raft.Checkpoint;
import io.paddock.server.raft.LogPosition;
import io.paddock.server.raft.RaftMember;
import io.paddock.server.raft.ReplicatedState;
import io.paddock.server.request.Published;
import io.paddock.server.request.Publisher;
import io.paddock.store.Position;
import io.paddock.store.StateStore;
import io.paddock.store.WriteBehindStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The state machine as the log sees it: entries in, checkpoints out, and another state in its place when a snapshot came. */
final class Replica implements ReplicatedState {

    private static final Logger LOG = LoggerFactory.getLogger(Replica.class);

    private final DataDirectory data;
    private final StoreOpener opener;
    private final Published published;
    private final Publisher publisher;
    private final Leadership leadership;
    private final Listener listener;

    /** Opens the store of this server. */
    interface StoreOpener {
        /** Opens what is in the directory, or an empty state where there is nothing. */
        StateStore open(Path directory) throws IOException;
    }

    /** Hears what concerns the whole server. */
    interface Listener {
        /** This server leads, in this term. */
        void leads(long term);

        /** The leader is this one now, or unknown. */
        void leaderIs(OptionalInt leader);

        /** A checkpoint was made, which took so long. */
        void checkpointMade(long tookMs);

        /** Whether a client is connected. Any thread, often. */
        boolean hasClients();

        /** Every client's connection must end: the state has jumped. */
        void dropClients(String reason);
    }

    Replica(
            DataDirectory data,
            StoreOpener opener,
            Published published,
            Publisher publisher,
            Leadership leadership,
            Listener listener) {
        this.data = data;
        this.opener = opener;
        this.published = published;
        this.publisher = publisher;
        this.leadership = leadership;
        this.listener = listener;
    }

    @Override
    public LogPosition applied() {
        return at(published.machine().position());
    }

    private static LogPosition at(Position position) {
        return new LogPosition(position.term(), position.index());
    }

    @Override
    public void apply(byte[] entry, long term, long index) {
        publisher.apply(EntryCodec.decodeEntry(ByteBuffer.wrap(entry)), term, index);
    }

    @Override
    public boolean expectsToSubmit() {
        return publisher.expectsToSubmit();
    }

    @Override
    public boolean hasAudience() {
        return listener.hasClients();
    }

    @Override
    public void membersChanged(List<RaftMember> members, long term, long index) {
        LOG.info("the ensemble is {}", members);
    }

    @Override
    public LogPosition checkpoint(Path target) {
        long begin = System.nanoTime();
        LogPosition position = at(published.store().checkpoint(target));
        listener.checkpointMade(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin));
        return position;
    }

    @Override
    public void install(Checkpoint checkpoint) throws IOException {
        LOG.info("taking over the snapshot of {}", checkpoint.position());
        int current = data.newestStore();
        Path next = data.store(current + 1);
        WriteBehindStore.restoreFrom(checkpoint.directory(), next);
        StateStore store = opener.open(next);
        CoordinationMachine machine = CoordinationMachine.open(store);
        StateStore replaced = published.store();
        published.lock().lockExclusive();
        try {
            published.replace(store, machine);
            publisher.jumped();
        } finally {
            published.lock().unlockExclusive();
        }
        listener.dropClients("this server took over a snapshot");
        replaced.close();
        DataDirectory.delete(data.store(current));
    }

    @Override
    public void leaderChanged(OptionalInt leader, long term) {
        listener.leaderIs(leader);
        leadership.leaderChanged(leader);
    }

    @Override
    public void leaderReady(long term) {
        listener.leads(term);
        leadership.ready();
    }

    @Override
    public void leadershipLost() {
        leadership.lost();
    }
}
