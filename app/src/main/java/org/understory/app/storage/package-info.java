/** The Storage screen: what takes room on the disk and in /boot, and what would free it. */
package org.understory.app.storage;
