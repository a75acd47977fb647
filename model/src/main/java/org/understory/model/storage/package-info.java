/**
 * What takes room on the disk and in /boot, and what would free it; measuring is done elsewhere.
 */
package org.understory.model.storage;
