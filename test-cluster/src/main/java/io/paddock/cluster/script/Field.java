package io.paddock.cluster.script;

/**
 * An argument of a kind of operation.
 *
 * @param name how scripts call it
 * @param type how it is sent
 */
record Field(String name, FieldType type) {}
