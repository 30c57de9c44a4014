/** What a server does with clients that want too much: its limits and throttles, side by side with ZooKeeper's. */
package io.paddock.cluster.limits;
