package io.paddock.cluster.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.paddock.cluster.wire.Bytes;
import io.paddock.cluster.wire.OpCode;
import io.paddock.cluster.wire.Received;
import io.paddock.cluster.wire.Request;
import io.paddock.cluster.wire.WireReader;
import io.paddock.cluster.wire.WireWriter;
import io.paddock.cluster.wire.Xid;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ScriptTest {
    private static final Names NAMES = new Names("/run", 77);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a open timeout=10000 readOnly=absent server=0",
                "a reattach timeout=10000 zxid=seen password=wrong server=2",
                "a drop",
                "a expire",
                "a awaitGone path=$/x",
                "all failover of=leader",
                "a cut bytes=3 { multi { delete path=$/x version=-1 } }",
                "a create path=$/x data=~ acl=[31:world:anyone,1:digest:u%3ap] flags=1",
                "a getData path=$/x watch=1 | setData path=$/x data= version=-1 | ping",
                "a multi { create path=$/x data=a acl=~ flags=0 } { check path=$ version=1 }",
                "a multi",
                "a setWatches2 zxid=seen data=[$/a,$/b] exist=[] child=~ persistent=[] recursive=[$]",
                "a raw type=999 body=%00%ff",
            })
    void everyLineIsReadBackAsItWasWritten(String line) {
        assertThat(Step.parse(line).text()).isEqualTo(line);
    }

    @Test
    void aWrongLineIsRefusedAndNamed() {
        assertThatThrownBy(() -> Step.parse("a nonsense path=/")).hasMessageContaining("nonsense");
        assertThatThrownBy(() -> Step.parse("a delete path=/")).hasMessageContaining("version");
        assertThatThrownBy(() -> Step.parse("a ping more")).hasMessageContaining("more");
    }

    @Test
    void commentsAndEmptyLinesAreNoSteps() {
        Script script = Script.parse("test", "# why\n\na drop\n");

        assertThat(script.steps()).containsExactly(new Step.Drop("a"));
        assertThat(script.text()).isEqualTo("a drop\n");
    }

    @Test
    void theRootStandsForItselfInPathsAndNowhereElse() {
        Request request = Operation.parse("create path=$/x data=$ acl=[31:world:anyone] flags=0")
                .request(1, NAMES);

        WireReader body = new WireReader(request.body());
        assertThat(body.text()).contains("/run/x");
        assertThat(body.buffer()).contains(Bytes.ofText("$"));
    }

    @Test
    void nullAndEmptyAreTwoThings() {
        WireReader body = new WireReader(Operation.parse("setData path=~ data= version=0")
                .request(1, NAMES)
                .body());

        assertThat(body.buffer()).isEmpty();
        assertThat(body.buffer()).contains(Bytes.EMPTY);
    }

    @Test
    void someKindsHaveTheirOwnRequestNumber() {
        assertThat(Operation.parse("ping").request(5, NAMES).xid()).isEqualTo(Xid.PING);
        assertThat(Operation.parse("setWatches zxid=0 data=[] exist=[] child=[]")
                        .request(5, NAMES)
                        .xid())
                .isEqualTo(Xid.SET_WATCHES);
        assertThat(Operation.parse("whoAmI").request(5, NAMES).xid()).isEqualTo(5);
    }

    @Test
    void aMultiIsItsPartsWithAHeaderEachAndAnEndMark() {
        Request request = Operation.parse("multi { delete path=/x version=3 }").request(1, NAMES);

        Bytes expected = new WireWriter()
                .int32(OpCode.DELETE)
                .bool(false)
                .int32(-1)
                .text("/x")
                .int32(3)
                .int32(-1)
                .bool(true)
                .int32(-1)
                .toBytes();
        assertThat(request.body()).isEqualTo(expected);
    }

    @Test
    void aCutRequestLacksTheEndOfItsBodyOrHasZerosAfterIt() {
        Bytes whole = Operation.parse("sync path=/x").request(1, NAMES).body();

        Request cut = Operation.parse("cut bytes=1 { sync path=/x }").request(1, NAMES);
        Request longer = Operation.parse("cut bytes=-2 { sync path=/x }").request(1, NAMES);

        assertThat(cut.opCode()).isEqualTo(OpCode.SYNC);
        assertThat(cut.body())
                .isEqualTo(new WireWriter().int32(2).raw(Bytes.ofText("/")).toBytes());
        assertThat(longer.body())
                .isEqualTo(new WireWriter()
                        .raw(whole)
                        .raw(Bytes.copyOf(new byte[2]))
                        .toBytes());
    }

    @Test
    void whatAReplyHoldsBeyondItsRecordIsShown() {
        Received.Reply reply = new Received.Reply(
                1, 5, 0, new WireWriter().text("/run/x").int32(9).toBytes());

        List<Value> values = Operation.parse("sync path=$/x").read(reply, NAMES);

        assertThat(values).containsExactly(Value.plain("path", "$/x"), Value.plain("extra", "%00%00%00%09"));
    }

    @Test
    void aReplyThatEndsEarlyIsShownAsMalformed() {
        Received.Reply reply =
                new Received.Reply(1, 5, 0, new WireWriter().int64(1).toBytes());

        List<Value> values = Operation.parse("exists path=/ watch=0").read(reply, NAMES);

        assertThat(values).extracting(Value::name).contains("malformed");
    }

    @Test
    void namesOfChildrenAreSortedBecauseZooKeeperSendsThemInTheOrderOfAHashSet() {
        Received.Reply reply = new Received.Reply(
                1, 5, 0, new WireWriter().texts(List.of("b", "run", "a")).toBytes());

        assertThat(Operation.parse("getChildren path=/ watch=0").read(reply, NAMES))
                .containsExactly(Value.plain("names", "[$,a,b]"));
    }

    @Test
    void aResultOfAMultiIsReadByItsOwnType() {
        Received.Reply reply = new Received.Reply(
                1,
                5,
                0,
                new WireWriter()
                        .int32(-1)
                        .bool(false)
                        .int32(-101)
                        .int32(-101)
                        .int32(OpCode.CREATE)
                        .bool(false)
                        .int32(0)
                        .buffer(Optional.of(Bytes.ofText("/run/x")))
                        .int32(-1)
                        .bool(true)
                        .int32(-1)
                        .toBytes());

        assertThat(Operation.parse("multi").read(reply, NAMES))
                .extracting(Value::text)
                .containsExactly("-1/-101", "-101", "1/0", "$/x", "-1/done/-1");
    }
}
