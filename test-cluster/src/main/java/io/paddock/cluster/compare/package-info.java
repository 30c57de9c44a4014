/**
 * The comparison of two servers, or ensembles: the same script of requests to both, and every reply, event and their
 * order compared, field by field. It makes scripts from seeds, runs them, and shrinks one that shows a difference.
 */
package io.paddock.cluster.compare;
