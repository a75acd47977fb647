/** A look at how one file differs: marked lines, images, and what others are; no whole trees. */
package org.understory.app.content;
