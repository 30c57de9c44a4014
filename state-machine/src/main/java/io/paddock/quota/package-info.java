/**
 * Limits of subtrees: how they are written into the znodes below {@code /zookeeper/quota}, and which there are. Knows the text and the
 * paths; counting and refusing are the machine's.
 */
package io.paddock.quota;
