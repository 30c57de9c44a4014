/**
 * Clients that write, read or ping while something happens to the servers. They use the official client, so that what
 * is proven is what an application sees, and record what they do; they judge nothing.
 */
package io.paddock.cluster.workload;
