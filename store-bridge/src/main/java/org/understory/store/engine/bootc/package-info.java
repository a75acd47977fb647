/**
 * A system whose updates are bootc's: what is asked of it, by the worker that has the rights. How
 * bootc is spoken to is in another room.
 */
package org.understory.store.engine.bootc;
