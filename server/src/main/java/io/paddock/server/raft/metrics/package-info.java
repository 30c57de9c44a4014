/** What Ratis measures of itself: nothing, see {@link io.paddock.server.raft.metrics.QuietRegistries}. */
package io.paddock.server.raft.metrics;
