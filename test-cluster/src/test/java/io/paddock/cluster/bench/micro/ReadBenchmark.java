package io.paddock.cluster.bench.micro;

import io.netty.buffer.UnpooledByteBufAllocator;
import io.paddock.acl.Identity;
import io.paddock.server.admin.ServerStatistics;
import io.paddock.server.audit.AuditLog;
import io.paddock.server.request.BatchSettings;
import io.paddock.server.request.ColdLoader;
import io.paddock.server.request.EntryLog;
import io.paddock.server.request.Link;
import io.paddock.server.request.Pending;
import io.paddock.server.request.Published;
import io.paddock.server.request.ReadMarks;
import io.paddock.server.request.ReadService;
import io.paddock.server.request.RequestPath;
import io.paddock.server.request.RequestPipeline;
import io.paddock.server.request.ServerFeatures;
import io.paddock.server.request.WriteBatcher;
import io.paddock.server.wire.Call;
import io.paddock.server.wire.OpCode;
import io.paddock.server.wire.Outbox;
import io.paddock.session.Owner;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Reads that came in one readiness of a connection: looked up under the publish lock, encoded into its outbox. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@Fork(2)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ReadBenchmark {
    private static final int READS = 16;
    private static final int ZNODES = 1000;

    private final ExecutorService loaders = Executors.newSingleThreadExecutor();
    private MachineUnderLoad machine;
    private Outbox outbox;
    private RequestPipeline pipeline;
    private int next;

    /** Makes the znodes and a connection. */
    @Setup
    public void start() throws IOException {
        machine = MachineUnderLoad.withZnodes(ZNODES);
        Published published = new Published(machine.store(), machine.machine());
        BatchSettings settings = new BatchSettings(1, 1, false, 1000, 1 << 20, 8, 1 << 20, 8);
        WriteBatcher batcher = new WriteBatcher(settings, ReadBenchmark::refuse, batch -> {}, () -> 0);
        RequestPath path = new RequestPath(
                published,
                batcher,
                new ReadService(new ServerFeatures(new TreeMap<>())),
                ReadMarks.off(),
                new ColdLoader(loaders),
                (wanted, identities, then) -> then.accept(Optional.empty()),
                new ServerStatistics(),
                AuditLog.off());
        outbox = new Outbox(UnpooledByteBufAllocator.DEFAULT);
        pipeline = new RequestPipeline(
                path, new NoConnection(), outbox, new Owner(1, 11), List.of(new Identity("ip", "127.0.0.1")));
    }

    private static void refuse(byte[] entry, EntryLog.Done done) {
        throw new IllegalStateException("expected no writes");
    }

    /** Closes the store. */
    @TearDown
    public void stop() throws IOException {
        outbox.close();
        machine.close();
        loaders.shutdown();
    }

    /** 16 reads of data; the time is that of one. */
    @Benchmark
    @OperationsPerInvocation(READS)
    public int getData() {
        List<Pending> arrived = new ArrayList<>(READS);
        for (int i = 0; i < READS; i++) {
            next = (next + 1) % ZNODES;
            Call call = new Call.GetData(Samples.path(next), false);
            arrived.add(new Pending(pipeline, i, OpCode.GET_DATA, call, pipeline.identities(), 30));
        }
        int waiting = pipeline.accept(arrived);
        if (waiting > 0) {
            throw new IllegalStateException("expected all to be in memory but " + waiting + " wait");
        }
        var bytes = outbox.take();
        int length = bytes.readableBytes();
        bytes.release();
        return length;
    }

    private static final class NoConnection implements Link {
        @Override
        public Executor loop() {
            return Runnable::run;
        }

        @Override
        public void flush() {}

        @Override
        public void answered(int requestBytes) {}

        @Override
        public void opened() {}

        @Override
        public void closeAfterFlush(String reason) {
            throw new IllegalStateException(reason);
        }
    }
}
