package io.paddock.server.raft.transport;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.apache.ratis.proto.RaftProtos.AppendEntriesReplyProto;
import org.apache.ratis.proto.RaftProtos.AppendEntriesRequestProto;
import org.apache.ratis.proto.RaftProtos.InstallSnapshotRequestProto;
import org.apache.ratis.proto.RaftProtos.RequestVoteRequestProto;
import org.apache.ratis.proto.RaftProtos.StartLeaderElectionRequestProto;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.thirdparty.com.google.protobuf.MessageLite;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the questions of the other servers to Ratis and sends its answers back. A thread for each connection reads and asks Ratis; entries are
 * answered by whichever thread of Ratis finishes them.
 */
final class PeerListener implements Closeable {

    private static final Logger LOG = LoggerFactory.getLogger(PeerListener.class);
    /** Each other server has two or three. */
    private static final int CONNECTIONS_MAX = 256;
    /** For a connection to say its first word, TLS included. */
    private static final int FIRST_FRAME_MS = 10_000;

    private final RaftServer server;
    private final LeaderWatch watch;
    private final ServerSocket socket;
    private final int bodyBytesMax;
    private final BooleanSupplier hasAudience;
    private final Senders senders = new Senders();
    private final Set<FrameChannel> channels = ConcurrentHashMap.newKeySet();
    private volatile boolean isClosed;

    /**
     * Takes the bound socket over.
     *
     * @param watch hears of connections that end
     * @param bodyBytesMax the longest question
     * @param hasAudience whether news of commits must come here at once
     */
    PeerListener(
            RaftServer server, LeaderWatch watch, ServerSocket socket, int bodyBytesMax, BooleanSupplier hasAudience) {
        this.server = server;
        this.watch = watch;
        this.socket = socket;
        this.bodyBytesMax = bodyBytesMax;
        this.hasAudience = hasAudience;
    }

    void start() {
        Thread acceptor = new Thread(this::accept, "raft-acceptor");
        acceptor.setDaemon(true);
        acceptor.start();
    }

    InetSocketAddress address() {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    /** Whether {@code peer} has a connection here over which it sent its log. */
    boolean isConnected(RaftPeerId peer) {
        return senders.isConnected(peer);
    }

    private void accept() {
        while (!isClosed) {
            try {
                welcome(socket.accept());
            } catch (IOException failed) {
                if (!isClosed) {
                    LOG.warn("a connection of a peer could not be accepted: {}", failed.getMessage());
                }
            }
        }
    }

    private void welcome(Socket accepted) throws IOException {
        if (channels.size() >= CONNECTIONS_MAX) {
            accepted.close();
            throw new IOException(CONNECTIONS_MAX + " connections are open already");
        }
        Thread reader = new Thread(() -> serve(accepted), "raft-peer-" + accepted.getRemoteSocketAddress());
        reader.setDaemon(true);
        reader.start();
    }

    private void serve(Socket accepted) {
        FrameChannel channel = null;
        try (accepted) {
            accepted.setTcpNoDelay(true);
            accepted.setKeepAlive(true);
            accepted.setSoTimeout(FIRST_FRAME_MS);
            channel = new FrameChannel(accepted, bodyBytesMax);
            channels.add(channel);
            if (!channel.awaitFrame()) {
                throw new IOException("nothing was said within " + FIRST_FRAME_MS + " ms");
            }
            accepted.setSoTimeout(0);
            boolean isKnown = false;
            while (!isClosed) {
                Frame frame = channel.receive();
                if (!isKnown && frame.kind() == Frame.Kind.APPEND) {
                    isKnown = true;
                    senders.sentBy(senderOf(frame), channel);
                }
                handle(channel, frame);
            }
        } catch (EOFException ended) {
            LOG.debug("{} closed its connection", accepted.getRemoteSocketAddress());
        } catch (IOException broken) {
            if (!isClosed) {
                LOG.info("the connection of {} ends: {}", accepted.getRemoteSocketAddress(), broken.getMessage());
            }
        } finally {
            if (channel != null) {
                ended(channel);
            }
        }
    }

    private static RaftPeerId senderOf(Frame append) throws IOException {
        return RaftPeerId.valueOf(AppendEntriesRequestProto.parseFrom(append.body())
                .getServerRequest()
                .getRequestorId());
    }

    private void ended(FrameChannel channel) {
        channels.remove(channel);
        Optional<RaftPeerId> sender = senders.ended(channel);
        if (sender.isPresent() && !isClosed) {
            watch.disconnected(sender.get());
        }
    }

    private void handle(FrameChannel channel, Frame frame) throws IOException {
        try {
            switch (frame.kind()) {
                case APPEND -> append(channel, frame);
                case VOTE ->
                    answer(channel, frame, server.requestVote(RequestVoteRequestProto.parseFrom(frame.body())));
                case START_ELECTION ->
                    answer(
                            channel,
                            frame,
                            server.startLeaderElection(StartLeaderElectionRequestProto.parseFrom(frame.body())));
                case SNAPSHOT_NOTICE ->
                    answer(channel, frame, server.installSnapshot(InstallSnapshotRequestProto.parseFrom(frame.body())));
                case LEADER_LOST ->
                    answer(channel, frame, watch.asked(RequestVoteRequestProto.parseFrom(frame.body())));
                case FAILED, APPENDED_UNHEARD -> throw new IOException(frame.kind() + " is no question");
            }
        } catch (IOException | RuntimeException refused) {
            fail(channel, frame, refused);
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // both ends of the future are handled in it
    private void append(FrameChannel channel, Frame frame) throws IOException {
        server.appendEntriesAsync(AppendEntriesRequestProto.parseFrom(frame.body()))
                .whenComplete((reply, failure) -> appended(channel, frame, reply, failure));
    }

    private void appended(FrameChannel channel, Frame frame, AppendEntriesReplyProto reply, Throwable failure) {
        try {
            if (failure == null) {
                answer(channel, frame, hasAudience.getAsBoolean() ? frame.kind() : Frame.Kind.APPENDED_UNHEARD, reply);
            } else {
                fail(channel, frame, failure);
            }
        } catch (IOException broken) {
            LOG.debug("the answer to {} could not be sent", channel, broken);
        }
    }

    private static void answer(FrameChannel channel, Frame question, MessageLite answer) throws IOException {
        answer(channel, question, question.kind(), answer);
    }

    private static void answer(FrameChannel channel, Frame question, Frame.Kind kind, MessageLite answer)
            throws IOException {
        if (question.callId() == Frame.NO_ANSWER) {
            return;
        }
        channel.send(kind, question.callId(), answer);
    }

    private static void fail(FrameChannel channel, Frame question, Throwable failure) throws IOException {
        LOG.debug("{} of {} failed", question.kind(), channel, failure);
        if (question.callId() == Frame.NO_ANSWER) {
            return;
        }
        channel.send(
                Frame.Kind.FAILED, question.callId(), String.valueOf(failure).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() throws IOException {
        isClosed = true;
        socket.close();
        for (FrameChannel channel : channels) {
            channel.close();
        }
    }
}
