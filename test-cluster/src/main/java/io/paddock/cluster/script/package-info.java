/**
 * The language of request scripts: steps of several sessions, each with a line of text that can be read back. It turns
 * operations into the bytes of requests and the bytes of replies into named values; it opens no connection.
 */
package io.paddock.cluster.script;
