/** Tests of the start scripts in {@code bin}, which need no server but only its place. */
package io.paddock.server.scripts;
