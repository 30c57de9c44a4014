/**
 * Keys and certificates: files become the managers that a TLS handshake asks. It knows no socket, and not what is said over one. What it
 * reads is read once, at the start.
 */
package io.paddock.server.tls;
