/**
 * What a benchmark shows: a table for people, JSON for programs, a picture. It reads results and knows nothing of how they
 * came about.
 */
package io.paddock.cluster.bench.report;
