package io.paddock.server.admin;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;

/**
 * What a server counts while it runs. Any thread may call any method; none waits for another, and counting costs a few
 * nanoseconds, so it may be done for every packet.
 *
 * <p>{@link #reset} happens while others count: what is counted at that moment may be lost or kept in part.
 */
public final class ServerStatistics {
    private static final Map<String, Double> QUANTILES = Map.of("p50", 0.5, "p95", 0.95, "p99", 0.99, "p999", 0.999);

    private final LongAdder packetsReceived = new LongAdder();
    private final LongAdder packetsSent = new LongAdder();
    private final Summary latency = new Summary();
    private final Sizes responseSizes = new Sizes();
    private final Sizes proposalSizes = new Sizes();
    private final Map<Counter, LongAdder> counters = new EnumMap<>(Counter.class);
    private final Map<Timing, Summary> timings = new EnumMap<>(Timing.class);
    private final Map<Timing, Quantiles> quantiles = new EnumMap<>(Timing.class);

    /** Begins with nothing counted. */
    public ServerStatistics() {
        for (Counter counter : Counter.values()) {
            counters.put(counter, new LongAdder());
        }
        for (Timing timing : Timing.values()) {
            timings.put(timing, new Summary());
            if (timing.hasQuantiles()) {
                quantiles.put(timing, new Quantiles());
            }
        }
    }

    /** A packet came from a client; {@code bytes} without its length field. */
    public void packetReceived(int bytes) {
        packetsReceived.increment();
        counters.get(Counter.BYTES_RECEIVED_COUNT).add(bytes);
    }

    /** A packet was sent to a client. */
    public void packetSent() {
        packetsSent.increment();
    }

    /** Bytes were sent to a client. */
    public void bytesSent(int bytes) {
        counters.get(Counter.RESPONSE_BYTES).add(bytes);
    }

    /** A reply of this size was made. */
    public void responseMade(int bytes) {
        responseSizes.add(bytes);
    }

    /** As leader, a Raft entry of this size was proposed. */
    public void proposalMade(int bytes) {
        proposalSizes.add(bytes);
        count(Counter.PROPOSAL_COUNT);
    }

    /** The log has an entry that was proposed as leader, and it is applied: after so long. */
    public void proposalApplied(long tookMs) {
        measured(Timing.PROPOSAL_LATENCY, tookMs);
    }

    /** An entry was applied here, so long after the leader made it; less than nothing where clocks differ, which is not counted. */
    public void entryApplied(long ageMs) {
        count(Counter.COMMIT_COUNT);
        if (ageMs >= 0) {
            measured(Timing.PROPAGATION_LATENCY, ageMs);
        }
    }

    /** A watch event of this size was queued. */
    public void eventMade(int bytes) {
        counters.get(Counter.WATCH_BYTES).add(bytes);
    }

    /**
     * A read, a ping or the like was answered.
     *
     * @param startMs when the request came, on a clock that only goes forward
     * @param endMs when it was answered, on the same clock
     */
    public void readAnswered(long startMs, long endMs) {
        answered(Timing.READ_LATENCY, endMs - startMs);
    }

    /** A request that went through the log was answered; see {@link #readAnswered}. */
    public void updateAnswered(long startMs, long endMs) {
        answered(Timing.UPDATE_LATENCY, endMs - startMs);
    }

    private void answered(Timing timing, long latencyMs) {
        if (latencyMs >= 0) {
            latency.add(latencyMs);
            measured(timing, latencyMs);
        }
    }

    /** Counts one. */
    public void count(Counter counter) {
        counters.get(counter).increment();
    }

    /** Sums up one value. */
    public void measured(Timing timing, long value) {
        timings.get(timing).add(value);
        if (timing.hasQuantiles()) {
            quantiles.get(timing).add(value);
        }
    }

    /** How often this was counted since the start or the last reset. */
    public long counted(Counter counter) {
        return counters.get(counter).sum();
    }

    /** The sum of these values since the start or the last reset. */
    public Summary summary(Timing timing) {
        return timings.get(timing);
    }

    /** Latencies of all requests. */
    public Summary latency() {
        return latency;
    }

    /** Packets from clients, four-letter words included. */
    public long packetsReceived() {
        return packetsReceived.sum();
    }

    /** Packets to clients. */
    public long packetsSent() {
        return packetsSent.sum();
    }

    Sizes responseSizes() {
        return responseSizes;
    }

    Sizes proposalSizes() {
        return proposalSizes;
    }

    /** Forgets everything but the sizes of proposals, which {@link #resetProposals} forgets. */
    public void reset() {
        packetsReceived.reset();
        packetsSent.reset();
        latency.reset();
        responseSizes.reset();
        counters.values().forEach(LongAdder::reset);
        timings.values().forEach(Summary::reset);
        quantiles.values().forEach(Quantiles::reset);
    }

    /** Forgets the sizes of proposals. */
    public void resetProposals() {
        proposalSizes.reset();
    }

    /** All counters and sums, by their keys in {@code mntr} without {@code zk_}, always in the same order. */
    void forEachMetric(BiConsumer<String, Number> visitor) {
        counters.forEach((counter, value) -> visitor.accept(counter.key(), value.sum()));
        timings.forEach((timing, summary) -> {
            visitor.accept("avg_" + timing.key(), summary.average());
            visitor.accept("min_" + timing.key(), summary.min());
            visitor.accept("max_" + timing.key(), summary.max());
            visitor.accept("cnt_" + timing.key(), summary.count());
            visitor.accept("sum_" + timing.key(), summary.sum());
            if (timing.hasQuantiles()) {
                QUANTILES.keySet().stream()
                        .sorted()
                        .forEach(name -> visitor.accept(
                                name + "_" + timing.key(), quantiles.get(timing).at(QUANTILES.get(name))));
            }
        });
    }
}
