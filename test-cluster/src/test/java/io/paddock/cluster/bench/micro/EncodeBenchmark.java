package io.paddock.cluster.bench.micro;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.paddock.outcome.Change;
import io.paddock.outcome.ErrorCode;
import io.paddock.server.wire.ReplyWriter;
import io.paddock.tree.ZnodeStat;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A reply, or an event, into the bytes of a connection. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@Fork(2)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class EncodeBenchmark {
    private final ByteBuf out = Unpooled.directBuffer(4096);
    private final ZnodeStat stat = Samples.stat();

    /** The reply to a setData: a stat. */
    @Benchmark
    public int replySetData() {
        out.clear();
        ReplyWriter.reply(7, 99, ErrorCode.OK, body -> body.stat(stat)).writeTo(out);
        return out.writerIndex();
    }

    /** The reply to a getData: data and stat. */
    @Benchmark
    public int replyGetData() {
        out.clear();
        ReplyWriter.reply(7, 99, ErrorCode.OK, body -> {
                    body.data(Samples.VALUE);
                    body.stat(stat);
                })
                .writeTo(out);
        return out.writerIndex();
    }

    /** A watch event. */
    @Benchmark
    public int event() {
        out.clear();
        ReplyWriter.event(Change.Kind.DATA_CHANGED, Samples.path(77), 99).writeTo(out);
        return out.writerIndex();
    }
}
