/**
 * Configuration trees kept in files: read from several formats, compared with the znodes of an ensemble, made equal, and
 * written back.
 *
 * <p>Knows files and the official ZooKeeper client; no command and no terminal. Nothing is written before all that can be
 * checked is checked.
 */
package io.paddock.shell.provision;
