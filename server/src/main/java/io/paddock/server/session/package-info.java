/** Whether clients are alive: time is an argument everywhere, and nothing here is replicated. */
package io.paddock.server.session;
