/** One server process: {@link io.paddock.server.PaddockServer} knows all parts and the order in which they start and stop. */
package io.paddock.server;
