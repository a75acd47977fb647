package org.understory.app.bisect;

import org.understory.model.history.Bisection.Verdict;
import org.understory.model.history.Checksum;

/**
 * A version of which somebody has said how it is before there is a search.
 *
 * @param name safe to show
 * @param verdict good or bad
 */
record Marked(Checksum commit, String name, Verdict verdict) {}
