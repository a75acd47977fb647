/** What a person set and the window remembers, and the small file that keeps it. */
package org.understory.app.settings;
