/** The Remotes screen: where the system downloads from, whose signatures count, and changing it. */
package org.understory.app.remotes;
