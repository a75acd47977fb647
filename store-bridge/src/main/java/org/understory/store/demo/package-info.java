/**
 * Makes, throws away and opens the demo system: a real sysroot in the person's own data folder,
 * made by libostree.
 */
package org.understory.store.demo;
