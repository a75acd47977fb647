package org.understory.app.browse;

import java.util.Comparator;
import java.util.List;
import org.understory.model.operation.Problem;
import org.understory.model.tree.TreeEntry;

/** One line of the tree. */
public sealed interface Row {
  /** Folders first, then by name without regard to case. */
  Comparator<TreeEntry> FOLDERS_FIRST =
      Comparator.comparing((TreeEntry entry) -> entry.kind() != TreeEntry.Kind.DIRECTORY)
          .thenComparing(TreeEntry::name, String.CASE_INSENSITIVE_ORDER)
          .thenComparing(TreeEntry::name);

  /** Something that is in the commit. */
  record Entry(TreeEntry entry) implements Row {}

  /** A folder is being read. */
  record Waiting() implements Row {}

  /** A folder has nothing in it. */
  record Empty() implements Row {}

  /** A folder can't be read. */
  record Broken(Problem problem) implements Row {}

  /** The lines below a folder that holds these. */
  static List<Row> of(List<TreeEntry> entries) {
    return entries.isEmpty()
        ? List.of(new Empty())
        : entries.stream().sorted(FOLDERS_FIRST).<Row>map(Entry::new).toList();
  }
}
