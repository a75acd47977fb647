/**
 * What is written down on this computer about variants that a system can move to: see
 * docs/rebase.md.
 */
package org.understory.store.rebase;
