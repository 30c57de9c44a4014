/**
 * What a path of a znode is: which strings are legal, how they are taken apart and put together, and which of them are special. Knows
 * strings only, nothing of a tree. Nobody else looks for slashes in a path.
 */
package io.paddock.path;
