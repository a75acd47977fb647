/**
 * Asks the login service of the computer to restart it, as any desktop does, and to start something
 * else then; whether and when that is wanted is decided elsewhere.
 */
package org.understory.store.logind;
