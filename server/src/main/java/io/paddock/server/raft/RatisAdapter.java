package io.paddock.server.raft;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;
import org.apache.ratis.proto.RaftProtos.RaftConfigurationProto;
import org.apache.ratis.proto.RaftProtos.RoleInfoProto;
import org.apache.ratis.protocol.Message;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftGroupMemberId;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.protocol.TermIndex;
import org.apache.ratis.server.storage.FileInfo;
import org.apache.ratis.server.storage.RaftStorage;
import org.apache.ratis.statemachine.SnapshotInfo;
import org.apache.ratis.statemachine.TransactionContext;
import org.apache.ratis.statemachine.impl.BaseStateMachine;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteOutput;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;
import org.apache.ratis.thirdparty.com.google.protobuf.UnsafeByteOperations;
import org.apache.ratis.util.LifeCycle;

/**
 * Ratis' callbacks, translated. It has no rules of its own.
 *
 * <p>Replay: Ratis begins after the newest checkpoint, and entries that the state has already are skipped here; the state on disk is usually
 * further than the checkpoint.
 */
final class RatisAdapter extends BaseStateMachine {

    private static final CompletableFuture<Message> DONE = CompletableFuture.completedFuture(Message.EMPTY);

    /** What Ratis is told of a checkpoint. It never sends the files. */
    private record Told(TermIndex getTermIndex) implements SnapshotInfo {
        @Override
        public List<FileInfo> getFiles() {
            return List.of();
        }
    }

    /** What happens around the state. */
    interface Events {

        /** Something about the leader, the term or the role may have changed. */
        void roleMayHaveChanged();

        /** Enough log for a snapshot. */
        void snapshotDue();

        /** The members are these, from any thread and in no order. */
        void membersSeen(List<RaftMember> members);

        /** The leader has no log for this server any more. */
        CompletableFuture<TermIndex> catchUp(int leader, TermIndex firstAvailable);

        /** The checkpoint received is to be put in place; the apply thread. Returns where it is. */
        LogPosition installReceived() throws IOException;
    }

    private final ReplicatedState state;
    private final FatalHandler fatal;
    private final Events events;
    private final LogVolume volume;

    /** Configurations seen and not yet reached by the apply thread. */
    private final Map<Long, List<RaftMember>> configurations = new ConcurrentHashMap<>();

    private volatile SnapshotInfo told;
    private volatile Checkpoint candidate;
    private volatile boolean closing;
    private long alreadyApplied;

    RatisAdapter(ReplicatedState state, LogVolume volume, FatalHandler fatal, Events events) {
        this.state = state;
        this.volume = volume;
        this.fatal = fatal;
        this.events = events;
    }

    /** Before the start, and after a checkpoint was installed: where Ratis begins. */
    void beginAt(LogPosition checkpoint) {
        alreadyApplied = state.applied().index();
        volume.restartAfter(checkpoint.index());
        TermIndex at = RatisTypes.termIndex(checkpoint);
        told = checkpoint.index() < 0 ? null : new Told(at);
        setLastAppliedTermIndex(at);
    }

    /** From now on being closed is no surprise. */
    void expectClose() {
        closing = true;
    }

    /** The next {@link #takeSnapshot} tells Ratis of this one. */
    void offer(Checkpoint checkpoint) {
        candidate = checkpoint;
    }

    @Override
    public void initialize(RaftServer server, RaftGroupId group, RaftStorage storage) throws IOException {
        super.initialize(server, group, storage);
        getLifeCycle().startAndTransition(() -> {});
    }

    @Override
    public CompletableFuture<Message> applyTransaction(TransactionContext transaction) {
        LogEntryProto entry = transaction.getLogEntry();
        try {
            ByteString data = entry.getStateMachineLogEntry().getLogData();
            if (entry.getIndex() > alreadyApplied) {
                state.apply(ArrayTaker.take(data), entry.getTerm(), entry.getIndex());
            }
            setLastAppliedTermIndex(TermIndex.valueOf(entry));
            volume.add(entry.getIndex(), data.size());
        } catch (Throwable t) {
            fatal.halt("could not apply the entry " + entry.getIndex() + " of term " + entry.getTerm(), t);
            throw t;
        }
        // Not while entries are skipped: the state is further than Ratis then.
        if (entry.getIndex() > alreadyApplied && volume.isSnapshotDue()) {
            events.snapshotDue();
        }
        return DONE;
    }

    /** Comes from the apply thread in order, and from others when a checkpoint is installed: {@link #notifyTermIndexUpdated} sorts it out. */
    @Override
    public void notifyConfigurationChanged(long term, long index, RaftConfigurationProto configuration) {
        List<RaftMember> members = RatisTypes.members(configuration);
        configurations.put(index, members);
        events.membersSeen(members);
    }

    /** Only from the apply thread, after each entry that is not ours. */
    @Override
    public void notifyTermIndexUpdated(long term, long index) {
        List<RaftMember> members = configurations.remove(index);
        configurations.keySet().removeIf(older -> older < index);
        try {
            if (members != null && index > alreadyApplied) {
                state.membersChanged(members, term, index);
            }
        } catch (Throwable t) {
            fatal.halt("could not apply the members at " + index + " of term " + term, t);
            throw t;
        }
        setLastAppliedTermIndex(TermIndex.valueOf(term, index));
    }

    @Override
    public SnapshotInfo getLatestSnapshot() {
        return told;
    }

    /** Tells of the checkpoint that is there already. What it returns serves Ratis only to purge. */
    @Override
    public long takeSnapshot() {
        Checkpoint made = candidate;
        if (made == null
                || !RatisTypes.position(getLastAppliedTermIndex())
                        .includes(made.position().index())) {
            return -1;
        }
        told = new Told(RatisTypes.termIndex(made.position()));
        return volume.snapshotTaken(made.position().index());
    }

    @Override
    public CompletableFuture<TermIndex> notifyInstallSnapshotFromLeader(RoleInfoProto role, TermIndex firstAvailable) {
        int leader = RatisTypes.serverId(
                role.getFollowerInfo().getLeaderInfo().getId().getId());
        return events.catchUp(leader, firstAvailable);
    }

    @Override
    public void pause() {
        getLifeCycle().transition(LifeCycle.State.PAUSING);
        getLifeCycle().transition(LifeCycle.State.PAUSED);
    }

    @Override
    public void reinitialize() throws IOException {
        try {
            beginAt(events.installReceived());
        } catch (Throwable t) {
            fatal.halt("could not install the snapshot received", t);
            throw t;
        }
        getLifeCycle().startAndTransition(() -> {});
    }

    @Override
    public void notifyLeaderChanged(RaftGroupMemberId self, RaftPeerId leader) {
        events.roleMayHaveChanged();
    }

    @Override
    public void notifyLeaderReady() {
        events.roleMayHaveChanged();
    }

    @Override
    public void notifyNotLeader(Collection<TransactionContext> pending) {
        events.roleMayHaveChanged();
    }

    @Override
    public void notifyLogFailed(Throwable cause, LogEntryProto failed) {
        fatal.halt("could not write or flush the log", cause);
    }

    @Override
    public void notifyServerShutdown(RoleInfoProto role, boolean allServer) {
        close();
    }

    @Override
    public void close() {
        if (!closing) {
            events.roleMayHaveChanged();
        }
    }

    /** Gets at the bytes of a {@link ByteString} without a copy where it can. */
    private static final class ArrayTaker extends ByteOutput {

        private byte[] taken = new byte[0];

        static byte[] take(ByteString bytes) {
            ArrayTaker taker = new ArrayTaker();
            try {
                UnsafeByteOperations.unsafeWriteTo(bytes, taker);
            } catch (IOException e) {
                throw new IllegalStateException("memory cannot fail", e);
            }
            return taker.taken.length == bytes.size() ? taker.taken : bytes.toByteArray();
        }

        @Override
        public void write(byte value) {}

        @Override
        public void write(byte[] value, int offset, int length) {}

        @Override
        public void writeLazy(byte[] value, int offset, int length) {
            if (offset == 0 && length == value.length) {
                taken = value;
            }
        }

        @Override
        public void write(ByteBuffer value) {}

        @Override
        public void writeLazy(ByteBuffer value) {
            if (value.hasArray() && value.arrayOffset() == 0 && value.array().length == value.remaining()) {
                taken = value.array();
            }
        }
    }
}
