package io.paddock.server;

import io.paddock.server.ensemble.MembersLeader;
import io.paddock.server.peer.PeerHandler;
import io.paddock.server.peer.SessionReport;
import io.paddock.server.peer.Standing;
import io.paddock.server.raft.RaftMember;
import io.paddock.server.raft.RaftNode;
import io.paddock.server.request.WriteBatcher;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes what comes from other servers, which may be before this one runs: then it says that it has nothing to say. */
final class PeerDesk implements PeerHandler {

    private static final Logger LOG = LoggerFactory.getLogger(PeerDesk.class);

    /** Those who work behind the desk. */
    private record Staff(
            WriteBatcher batcher,
            SessionDuties sessions,
            Leadership leadership,
            RaftNode raft,
            MembersLeader members) {}

    private final int batchBytesMax;
    private volatile Optional<Staff> staff = Optional.empty();

    /** @param batchBytesMax the longest batch that fits into an entry of this server's log, besides one of its own */
    PeerDesk(int batchBytesMax) {
        this.batchBytesMax = batchBytesMax;
    }

    /** This server runs. */
    void open(
            WriteBatcher batcher, SessionDuties sessions, Leadership leadership, RaftNode raft, MembersLeader members) {
        staff = Optional.of(new Staff(batcher, sessions, leadership, raft, members));
    }

    @Override
    public boolean onBatch(int server, byte[] batch) {
        if (batch.length > batchBytesMax) {
            LOG.error(
                    "server {} sent a batch of {} bytes, more than {}: all servers need the same jute.maxbuffer",
                    server,
                    batch.length,
                    batchBytesMax);
            return false;
        }
        if (staff.isEmpty() || !staff.get().batcher().addForwarded(batch)) {
            return false;
        }
        staff.get().batcher().move();
        return true;
    }

    @Override
    public void onSessionReport(int server, SessionReport report) {
        staff.ifPresent(open -> open.sessions().heard(report.sessions()));
    }

    @Override
    public void onChannelUp(int leader) {
        staff.ifPresent(open -> open.leadership().channelUp(leader));
    }

    @Override
    public void onChannelDown(int leader) {
        staff.ifPresent(open -> open.leadership().channelDown(leader));
    }

    /** Mostly it is elected, and not ready yet. */
    @Override
    public void onNotLeader(int server) {
        LOG.debug("server {} does not lead", server);
        staff.ifPresent(open -> open.batcher().refusedByLeader());
    }

    @Override
    public byte[] onChangeRequest(int server, byte[] request) {
        return staff.map(open -> open.members().change(request)).orElseGet(MembersLeader::notYet);
    }

    @Override
    public Standing standing(int server) {
        List<RaftMember> members = staff.map(open -> open.raft().members()).orElse(List.of());
        if (members.isEmpty()) {
            return Standing.UNDECIDED;
        }
        return members.stream().anyMatch(member -> member.id() == server) ? Standing.MEMBER : Standing.STRANGER;
    }

    @Override
    public byte[] status() {
        String text = staff.map(open -> open.raft().status().toString()).orElse("");
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
