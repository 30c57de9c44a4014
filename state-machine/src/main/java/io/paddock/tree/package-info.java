/**
 * What a znode is: its numbers, its data, its modes and its share of the state's digest. Values only; where they are kept is the store's
 * business, and what may be done to them the machine's.
 */
package io.paddock.tree;
