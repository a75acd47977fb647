/**
 * What the server of a remote has that is not here: looked at when a person asks for it, and then
 * there for all screens. Asking itself belongs to the store; nothing here draws.
 */
package org.understory.app.server;
