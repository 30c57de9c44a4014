/**
 * The shell as a program: its options, its one-shot, script and interactive forms.
 *
 * <p>The only package that ends the process, reads the environment or touches the terminal. It knows no command by name:
 * commands live in {@code command}.
 */
package io.paddock.shell;
