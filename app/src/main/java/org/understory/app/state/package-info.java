/**
 * What is open and what is known about it, and the only places that cross between threads; nothing
 * of the screens, and no drawing.
 */
package org.understory.app.state;
