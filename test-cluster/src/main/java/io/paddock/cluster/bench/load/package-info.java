/**
 * The load generator: many pipelined sessions in one thread, written so that it takes little CPU beside the servers under
 * measurement, and the rows of the benchmark on top of it. It speaks the client protocol with an encoder of its own and
 * allocates nothing for a request; it knows nothing of how servers are started or figures are shown.
 */
package io.paddock.cluster.bench.load;
