/**
 * The system's journal: entries with fields of their own are written to it, and what the system
 * itself and other programs have written down of starts and changes is read; through systemd's and
 * util-linux's programs, for their library would be native code.
 */
package org.understory.store.journal;
