/** Asks other programs something, never for long and never for much. */
package org.understory.store.tool;
