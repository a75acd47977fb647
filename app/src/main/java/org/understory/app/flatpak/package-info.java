/**
 * The Applications screen: what Flatpak has installed on this computer, whatever system is open,
 * what each may do, its versions, and changing it.
 */
package org.understory.app.flatpak;
