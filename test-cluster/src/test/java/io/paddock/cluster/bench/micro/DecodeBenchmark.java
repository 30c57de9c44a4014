package io.paddock.cluster.bench.micro;

import io.netty.buffer.ByteBuf;
import io.paddock.acl.Identity;
import io.paddock.cluster.wire.Requests;
import io.paddock.command.Batch;
import io.paddock.command.CommandCodec;
import io.paddock.server.wire.Call;
import io.paddock.server.wire.OpCode;
import io.paddock.server.wire.RequestReader;
import io.paddock.session.Owner;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A client's request from bytes, and a batch of the log to bytes and back. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@Fork(2)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class DecodeBenchmark {
    private static final int BATCH_REQUESTS = 100;

    private final ByteBuf setData = Samples.body(Requests.setData(1, Samples.path(77), "x".repeat(128)));
    private final ByteBuf create = Samples.body(Requests.create(1, Samples.path(77), "x".repeat(128), 0));
    private final ByteBuf getData = Samples.body(Requests.getData(1, Samples.path(77)));
    private final Batch batch = new Batch(
            1,
            1,
            1,
            false,
            IntStream.range(0, BATCH_REQUESTS)
                    .mapToObj(i -> new io.paddock.command.Request(
                            0x0100000000000001L,
                            new Owner(1, 11),
                            List.of(new Identity("ip", "127.0.0.1")),
                            Samples.setData(Samples.path(i))))
                    .toList());
    private final byte[] encoded = CommandCodec.encodeBatch(batch);

    /** A setData request. */
    @Benchmark
    public Call requestSetData() {
        return RequestReader.read(OpCode.SET_DATA, setData.readerIndex(0));
    }

    /** A create request. */
    @Benchmark
    public Call requestCreate() {
        return RequestReader.read(OpCode.CREATE, create.readerIndex(0));
    }

    /** A getData request. */
    @Benchmark
    public Call requestGetData() {
        return RequestReader.read(OpCode.GET_DATA, getData.readerIndex(0));
    }

    /** A batch of 100 setData to the bytes of the log. */
    @Benchmark
    public byte[] batchOf100ToBytes() {
        return CommandCodec.encodeBatch(batch);
    }

    /** A batch of 100 setData from the bytes of the log. */
    @Benchmark
    public Batch batchOf100FromBytes() {
        return CommandCodec.decodeBatch(encoded);
    }
}
