/**
 * Tells the boot loader of a system what to start once, by the tools made for it; it writes no file
 * of a boot loader itself.
 */
package org.understory.store.boot;
