/** Paddock as the server under the shell's own tests. Knows how an ensemble is started; no test and no command. */
package io.paddock.cluster.shell;
