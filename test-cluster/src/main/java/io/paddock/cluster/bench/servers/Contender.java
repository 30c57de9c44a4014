package io.paddock.cluster.bench.servers;

import io.paddock.cluster.bench.load.Ground;

/** One side of a benchmark. Owned by one thread, but for the stop of servers at the end of this process. */
public sealed interface Contender extends Ground, AutoCloseable permits RunningServers, OwnServers {
    /** What it is called in tables. */
    String name();

    /** Has its servers serve: starts them on empty folders if they are the benchmark's own. */
    void start();

    /** Stops and deletes what {@link #start} started; it may be started again. */
    @Override
    void close();

    /** Whether it is the benchmark's to start and stop, so that nobody needs what it holds. */
    boolean isOwn();
}
