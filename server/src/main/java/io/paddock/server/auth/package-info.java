/** Who a client is: one file for each scheme by which it can prove that. Pure but for hashing. */
package io.paddock.server.auth;
