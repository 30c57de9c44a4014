/** Who belongs to an ensemble and what for: reconfig, observers, and servers that lost the others. Real processes, real clients. */
package io.paddock.cluster.membership;
