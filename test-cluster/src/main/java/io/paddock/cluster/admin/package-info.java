/**
 * What operators ask a server over its client port: the four-letter words and the reading of their answers. It opens a
 * fresh connection for each word and shares no code with the product.
 */
package io.paddock.cluster.admin;
