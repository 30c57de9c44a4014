/** The threads that wait for sockets. */
package io.paddock.server.io;
