/** The audit log: who changed what, in ZooKeeper 3.9.5's lines. It is told of outcomes and decides nothing. */
package io.paddock.server.audit;
