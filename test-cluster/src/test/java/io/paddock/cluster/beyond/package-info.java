/** What Paddock can do and ZooKeeper cannot. */
package io.paddock.cluster.beyond;
