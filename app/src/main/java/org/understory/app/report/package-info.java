/** The report on what changed between two commits, for people to paste and to keep. */
package org.understory.app.report;
