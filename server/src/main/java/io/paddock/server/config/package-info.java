/**
 * The server's settings: a {@code zoo.cfg} as ZooKeeper users write it, system properties, and Paddock's own keys.
 *
 * <p>This package turns text into the records under {@link io.paddock.server.config.ServerConfig} and names what it does
 * not understand. It is the only place that reads the environment and system properties. It knows nothing of the parts
 * that use the settings, resolves no host name and opens no socket.
 */
package io.paddock.server.config;
