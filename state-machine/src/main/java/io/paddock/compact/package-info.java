/**
 * Collections of very many small things that are few objects: bytes in pages, found through one table of numbers. A collector that moves a
 * million objects stops a server for as long as that takes. Knows nothing of znodes.
 */
package io.paddock.compact;
