/**
 * What Browse and Compare show alike: choosing a revision, one entry's facts and a look at its
 * content; nothing of whole trees or diffs.
 */
package org.understory.app.entry;
