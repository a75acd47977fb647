package org.understory.app.history;

import org.understory.model.history.CommitQuery;

/**
 * Which commits are looked for, and what happens to the others.
 *
 * @param deployedOnly only commits with a deployment are shown
 * @param matchesOnly commits that do not match are hidden instead of being shown paler
 */
record Filter(CommitQuery query, boolean deployedOnly, boolean matchesOnly) {
  /** Shows all commits. */
  static final Filter NONE = new Filter(CommitQuery.ALL, false, false);
}
