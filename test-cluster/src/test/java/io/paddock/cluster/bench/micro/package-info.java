/**
 * JMH benchmarks of the server's hot parts, run by {@code bin/jmh}: decode, apply, read, encode. They measure one part by
 * itself, in one process, and say nothing of a whole server.
 *
 * <p>JMH makes subclasses of them, so they are public and not final, against the style of the rest.
 */
package io.paddock.cluster.bench.micro;
