/**
 * Speaks with {@code bootc}: runs it, and reads what it tells. What is asked of it is decided
 * elsewhere.
 */
package org.understory.store.bootc;
