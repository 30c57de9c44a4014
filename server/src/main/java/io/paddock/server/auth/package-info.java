/**
 * Who a client is: one file for each scheme by which it can prove that. Pure but for hashing, and for {@link
 * io.paddock.server.auth.SaslUsers}, which reads the JAAS configuration of this Java once. It knows no connection.
 */
package io.paddock.server.auth;
