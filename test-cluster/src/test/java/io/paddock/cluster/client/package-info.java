/** Clients and recipes that others wrote, unmodified, against ensembles of real processes. */
package io.paddock.cluster.client;
