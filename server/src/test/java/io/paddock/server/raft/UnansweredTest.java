package io.paddock.server.raft;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.apache.ratis.proto.RaftProtos.AppendEntriesRequestProto;
import org.apache.ratis.proto.RaftProtos.RaftGroupIdProto;
import org.apache.ratis.proto.RaftProtos.RaftRpcRequestProto;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What other servers say at a server's port, byte by byte. */
@Timeout(300)
class UnansweredTest {

    private static final int APPEND = 1;
    private static final int FAILED = 5;
    private static final int APPENDED_UNHEARD = 7;
    private static final int HEADER_BYTES = 9;

    private static final ByteString NO_GROUP = ByteString.copyFrom(new byte[16]);

    @TempDir
    Path directory;

    @Test
    void whatHasTheNumberZeroIsHeardAndNotAnswered() throws IOException {
        try (TestEnsemble ensemble = new TestEnsemble(directory, 1, 1, LogLimits.USUAL).start()) {
            int port = ensemble.members().get(0).raftPort();
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                DataOutputStream out = new DataOutputStream(socket.getOutputStream());
                ask(out, 0, NO_GROUP);
                ask(out, 7, NO_GROUP);

                DataInputStream in = new DataInputStream(socket.getInputStream());
                byte[] reason = new byte[in.readInt() - HEADER_BYTES];
                assertThat(in.readByte()).isEqualTo((byte) FAILED);
                assertThat(in.readLong())
                        .as("the first answer is that to the second question")
                        .isEqualTo(7);
                in.readFully(reason);
                assertThat(new String(reason, StandardCharsets.UTF_8)).contains("not found");
            }
        }
    }

    @Test
    void eachAnswerToEntriesTellsWhetherAnybodyListens() throws IOException {
        try (TestEnsemble ensemble = new TestEnsemble(directory, 1, 1, LogLimits.USUAL).start()) {
            TestNode leader = ensemble.leader();
            ByteString group = RaftGroupId.valueOf(leader.settings().groupId()).toByteString();
            int port = ensemble.members().get(0).raftPort();
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                DataOutputStream out = new DataOutputStream(socket.getOutputStream());
                DataInputStream in = new DataInputStream(socket.getInputStream());
                ask(out, 1, group);
                assertThat(answerKind(in)).isEqualTo((byte) APPEND);

                leader.state().loseAudience();

                ask(out, 2, group);
                assertThat(answerKind(in)).isEqualTo((byte) APPENDED_UNHEARD);
                ask(out, 3, NO_GROUP);
                assertThat(answerKind(in)).isEqualTo((byte) FAILED);
            }
        }
    }

    private static byte answerKind(DataInputStream in) throws IOException {
        int length = in.readInt();
        byte kind = in.readByte();
        in.readNBytes(length - 1);
        return kind;
    }

    /** Entries of an old term, or for a group that is none of the server's, which it refuses. */
    private static void ask(DataOutputStream out, long callId, ByteString group) throws IOException {
        byte[] body = AppendEntriesRequestProto.newBuilder()
                .setServerRequest(RaftRpcRequestProto.newBuilder()
                        .setRequestorId(ByteString.copyFromUtf8("2"))
                        .setReplyId(ByteString.copyFromUtf8("1"))
                        .setRaftGroupId(RaftGroupIdProto.newBuilder().setId(group)))
                .build()
                .toByteArray();
        out.writeInt(HEADER_BYTES + body.length);
        out.writeByte(APPEND);
        out.writeLong(callId);
        out.write(body);
        out.flush();
    }
}
