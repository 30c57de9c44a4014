package io.paddock.store;

/** The last batch applied of a server. */
record Origin(long incarnation, long sequence) {}
