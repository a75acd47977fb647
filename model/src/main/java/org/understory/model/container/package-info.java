/**
 * Container images as a system comes from them: what an origin calls one, and what a manifest says
 * of it; how that is read is the store's work.
 */
package org.understory.model.container;
