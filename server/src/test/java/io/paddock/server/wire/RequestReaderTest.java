package io.paddock.server.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.paddock.acl.AclEntry;
import io.paddock.command.Command;
import io.paddock.outcome.ErrorCode;
import io.paddock.tree.Bytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.jute.BinaryOutputArchive;
import org.apache.jute.Record;
import org.apache.zookeeper.data.ACL;
import org.apache.zookeeper.data.Id;
import org.apache.zookeeper.proto.CheckVersionRequest;
import org.apache.zookeeper.proto.CreateRequest;
import org.apache.zookeeper.proto.DeleteRequest;
import org.apache.zookeeper.proto.GetDataRequest;
import org.apache.zookeeper.proto.MultiHeader;
import org.apache.zookeeper.proto.SetDataRequest;
import org.apache.zookeeper.proto.SetWatches;
import org.junit.jupiter.api.Test;

/** What the official records write is the other side here. */
final class RequestReaderTest {

    private static final Call MALFORMED = new Call.Refused(ErrorCode.MARSHALLING_ERROR, false);
    private static final Call MALFORMED_WRITE = new Call.Write(new Command.Refused(ErrorCode.MARSHALLING_ERROR));
    private static final List<ACL> ACL = List.of(new ACL(31, new Id("world", "anyone")));

    @Test
    void aCreateIsReadAsItWasWritten() throws IOException {
        ByteBuf body = written(new CreateRequest("/a/ü", new byte[] {1, 2}, ACL, 3));

        Call call = RequestReader.read(OpCode.CREATE2, body);

        assertThat(call)
                .isEqualTo(new Call.Write(new Command.Create(
                        Command.CreateForm.CREATE2,
                        "/a/ü",
                        Bytes.of(new byte[] {1, 2}),
                        List.of(new AclEntry(31, "world", "anyone")),
                        3,
                        0)));
    }

    @Test
    void nullDataIsNotEmptyData() throws IOException {
        Call withNull = RequestReader.read(OpCode.CREATE, written(new CreateRequest("/a", null, ACL, 0)));
        Call withEmpty = RequestReader.read(OpCode.CREATE, written(new CreateRequest("/a", new byte[0], ACL, 0)));

        assertThat(data(withNull).isNull()).isTrue();
        assertThat(data(withEmpty).isNull()).isFalse();
        assertThat(data(withEmpty).length()).isZero();
    }

    private static Bytes data(Call call) {
        return ((Command.Create) ((Call.Write) call).command()).data();
    }

    @Test
    void aMultiKeepsItsPartsInOrder() throws IOException {
        ByteBuf body = written(
                new MultiHeader(2, false, -1),
                new DeleteRequest("/a", 3),
                new MultiHeader(13, false, -1),
                new CheckVersionRequest("/b", 4),
                new MultiHeader(-1, true, -1));

        Call call = RequestReader.read(OpCode.MULTI, body);

        assertThat(call)
                .isEqualTo(new Call.Write(
                        new Command.Multi(List.of(new Command.Delete("/a", 3), new Command.Check("/b", 4)))));
    }

    @Test
    void anUnknownOpcodeIsUnimplementedAndEndsTheConnection() {
        for (int number : new int[] {0, 10, 13, 20, 23, 999, -10, -1, Integer.MIN_VALUE}) {
            assertThat(RequestReader.read(OpCode.of(number), Unpooled.EMPTY_BUFFER))
                    .as("opcode %d", number)
                    .isEqualTo(new Call.Refused(ErrorCode.UNIMPLEMENTED, true));
        }
    }

    @Test
    void aRecordCutShortIsMalformedWhereverItIsCut() throws IOException {
        byte[] whole = bytes(new CreateRequest("/abc", new byte[] {1, 2, 3}, ACL, 0));

        for (int length = 0; length < whole.length; length++) {
            ByteBuf cut = Unpooled.wrappedBuffer(Arrays.copyOf(whole, length));
            assertThat(RequestReader.read(OpCode.CREATE, cut))
                    .as("cut to %d bytes", length)
                    .isEqualTo(MALFORMED);
        }
    }

    @Test
    void aWriteThatCouldBeReadButNamesNoPathFailsAsAWrite() throws IOException {
        assertThat(RequestReader.read(OpCode.DELETE, written(new DeleteRequest(null, 0))))
                .isEqualTo(MALFORMED_WRITE);
    }

    @Test
    void aSetDataThatNamesNoPathIsLeftToFailAsABadArgument() throws IOException {
        Call call = RequestReader.read(OpCode.SET_DATA, written(new SetDataRequest(null, new byte[0], 0)));

        assertThat(call).isEqualTo(new Call.Write(new Command.SetData("\0", Bytes.of(new byte[0]), 0)));
    }

    @Test
    void aMultiCutShortFailsAsAWriteAndOneThatMakesANodeWithANullAclDoesNot() throws IOException {
        ByteBuf cut = written(new MultiHeader(2, false, -1));
        ByteBuf withoutAcl = written(
                new MultiHeader(1, false, -1),
                new CreateRequest("/a", new byte[0], null, 0),
                new MultiHeader(-1, true, -1));

        assertThat(RequestReader.read(OpCode.MULTI, cut)).isEqualTo(MALFORMED_WRITE);
        assertThat(RequestReader.read(OpCode.MULTI, withoutAcl)).isEqualTo(MALFORMED);
    }

    @Test
    void aMultiReadIsSpoiledWhereAPathIsNullAndByWritesAltogether() throws IOException {
        ByteBuf withNull = written(
                new MultiHeader(4, false, -1),
                new GetDataRequest("/a", true),
                new MultiHeader(4, false, -1),
                new GetDataRequest(null, false),
                new MultiHeader(-1, true, -1));
        ByteBuf ofWrites =
                written(new MultiHeader(2, false, -1), new DeleteRequest("/a", 0), new MultiHeader(-1, true, -1));
        ByteBuf mixed = written(
                new MultiHeader(4, false, -1),
                new GetDataRequest("/a", true),
                new MultiHeader(2, false, -1),
                new DeleteRequest("/a", 0),
                new MultiHeader(-1, true, -1));

        assertThat(RequestReader.read(OpCode.MULTI_READ, withNull))
                .isEqualTo(new Call.MultiRead(List.of(new Call.GetData("/a", false)), true));
        assertThat(RequestReader.read(OpCode.MULTI_READ, ofWrites)).isEqualTo(new Call.MultiRead(List.of(), true));
        assertThat(RequestReader.read(OpCode.MULTI_READ, mixed)).isEqualTo(MALFORMED);
    }

    @Test
    void watchesSetAnewAreSpoiledFromTheFirstNullOn() throws IOException {
        SetWatches request = new SetWatches(7, List.of("/a"), Arrays.asList("/b", null, "/c"), List.of("/d"));

        assertThat(RequestReader.read(OpCode.SET_WATCHES, written(request)))
                .isEqualTo(new Call.SetWatches(7, List.of("/a"), List.of("/b"), List.of(), List.of(), List.of(), true));
    }

    @Test
    void aVectorThatClaimsMoreThanIsLeftIsMalformed() throws IOException {
        byte[] bytes = bytes(new SetWatches(1, List.of(), List.of(), List.of()));
        // The first vector's count stands after the zxid.
        bytes[8] = 0x7f;

        assertThat(RequestReader.read(OpCode.SET_WATCHES, Unpooled.wrappedBuffer(bytes)))
                .isEqualTo(MALFORMED);
    }

    @Test
    void aNullPathIsMalformed() throws IOException {
        assertThat(RequestReader.read(OpCode.GET_DATA, written(new GetDataRequest(null, false))))
                .isEqualTo(MALFORMED);
    }

    @Test
    void randomBytesNeverThrow() {
        long seed = new Random().nextLong();
        System.err.println("seed " + seed);
        Random random = new Random(seed);

        for (int i = 0; i < 20_000; i++) {
            OpCode code = OpCode.of(random.nextInt(125) - 15);
            byte[] bytes = new byte[random.nextInt(80)];
            random.nextBytes(bytes);
            // Small numbers are lengths that may fit.
            for (int at = 0; at + 3 < bytes.length; at += 4) {
                if (random.nextInt(3) > 0) {
                    bytes[at] = 0;
                    bytes[at + 1] = 0;
                    bytes[at + 2] = 0;
                    bytes[at + 3] &= 0x0f;
                }
            }

            Call call = RequestReader.read(code, Unpooled.wrappedBuffer(bytes));

            assertThat(call).isNotNull();
        }
    }

    private static ByteBuf written(Record... records) throws IOException {
        return Unpooled.wrappedBuffer(bytes(records));
    }

    private static byte[] bytes(Record... records) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        BinaryOutputArchive archive = BinaryOutputArchive.getArchive(out);
        for (Record record : records) {
            record.serialize(archive, "record");
        }
        return out.toByteArray();
    }
}
