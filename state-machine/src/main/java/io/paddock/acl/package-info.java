/**
 * Who may do what to a znode: the values, the check, and what a client's list must look like before it is stored. Pure yes and no over
 * values; it knows neither znodes nor connections nor how an identity was proven.
 */
package io.paddock.acl;
