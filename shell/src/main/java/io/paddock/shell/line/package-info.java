/**
 * Lines of text as commands: words, quotes, and several commands in one text.
 *
 * <p>Pure text; knows no command and no server.
 */
package io.paddock.shell.line;
