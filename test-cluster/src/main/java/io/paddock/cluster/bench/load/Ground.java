package io.paddock.cluster.bench.load;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Servers that a load can be put on. */
public interface Ground {
    /** Where they listen for clients. */
    List<InetSocketAddress> addresses();

    /** The CPU time that all of them have used so far, if that can be known. */
    Optional<Duration> cpuTime();
}
