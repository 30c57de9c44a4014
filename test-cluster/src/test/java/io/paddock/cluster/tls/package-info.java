/** TLS between clients and servers, side by side with ZooKeeper, and between servers. */
package io.paddock.cluster.tls;
