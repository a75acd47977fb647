/**
 * The end of the contract that anybody may hold: asks the helper and hears how it goes. It has no
 * rights and needs none; a password is polkit's affair.
 */
package org.understory.store.client;
