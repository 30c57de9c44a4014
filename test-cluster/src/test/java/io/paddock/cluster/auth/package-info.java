/** Clients that prove who they are, by every scheme, side by side with ZooKeeper. */
package io.paddock.cluster.auth;
