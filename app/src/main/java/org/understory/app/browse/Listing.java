package org.understory.app.browse;

import java.util.List;
import org.understory.model.operation.Problem;
import org.understory.model.tree.TreeEntry;

/** What the folder on screen holds, as far as is known. */
public sealed interface Listing {
  /** No commit is chosen. */
  record Nothing() implements Listing {}

  /** It is being read. */
  record Reading() implements Listing {}

  /** What it holds, folders first. */
  record Entries(List<TreeEntry> entries) implements Listing {}

  /** It, or its commit, can't be read. */
  record Broken(Problem problem) implements Listing {}
}
