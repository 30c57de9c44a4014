package io.paddock.cluster.bench.micro;

import io.paddock.command.Command;
import io.paddock.command.Request;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** A whole batch through the machine with the real store: decide, publish, finish. The time is that of the batch. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@Fork(2)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ApplyBenchmark {
    /** How many requests a batch has. */
    @Param({"100", "1000"})
    public int requests;

    private MachineUnderLoad machine;
    private List<Request> setData;
    private List<Request> creates;
    private List<Request> deletes;

    /** Makes the znodes. */
    @Setup
    public void start() throws IOException {
        machine = MachineUnderLoad.withZnodes(requests);
        setData = IntStream.range(0, requests)
                .mapToObj(i -> MachineUnderLoad.request(Samples.setData(Samples.path(i))))
                .toList();
        creates = IntStream.range(0, requests)
                .mapToObj(i -> MachineUnderLoad.request(Samples.create(Samples.FOLDER + "/t" + i)))
                .toList();
        deletes = IntStream.range(0, requests)
                .mapToObj(i -> MachineUnderLoad.request(new Command.Delete(Samples.FOLDER + "/t" + i, -1)))
                .toList();
    }

    /** Closes the store. */
    @TearDown
    public void stop() throws IOException {
        machine.close();
    }

    /** New data for as many znodes. */
    @Benchmark
    public long setData() {
        return machine.apply(setData);
    }

    /** As many new znodes, and in a second batch their removal. */
    @Benchmark
    public long createThenDelete() {
        machine.apply(creates);
        return machine.apply(deletes);
    }
}
