/** How requests, events and outcomes look on the way between processes and in the log. */
package org.understory.store.wire;
