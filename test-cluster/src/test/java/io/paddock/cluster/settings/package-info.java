/** Settings as ZooKeeper's users give them, seen by what they change. */
package io.paddock.cluster.settings;
