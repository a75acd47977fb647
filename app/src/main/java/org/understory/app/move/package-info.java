/** Where the system that is open could move to, for window and terminal alike. */
package org.understory.app.move;
