package org.understory.model.tree;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.understory.model.tree.TreeDiff.Summary;

/** The changes of a diff arranged by folder, every folder with the totals of what is below it. */
public final class ChangeTree {
  private static final Comparator<Node> FOLDERS_FIRST =
      Comparator.comparing(Node::isFolder).reversed().thenComparing(Node::path);

  private ChangeTree() {}

  /**
   * A folder or changed entry.
   *
   * @param path absolute, {@code /} for the root
   * @param change what happened to this very entry; empty for a folder that only holds changes
   * @param totals of this entry and everything below it; a renamed file counts where it is now
   * @param children folders first, then by name
   */
  public record Node(String path, Optional<Change> change, Summary totals, List<Node> children) {
    /** The last part of the path; {@code /} for the root. */
    public String name() {
      return path.length() == 1 ? path : path.substring(path.lastIndexOf('/') + 1);
    }

    /** Whether it is a folder on the side where it exists. */
    public boolean isFolder() {
      return change.map(it -> it.kind() == TreeEntry.Kind.DIRECTORY).orElse(true);
    }
  }

  /**
   * Arranges {@code changes} in any order, without recursion. Where a file was replaced by a folder
   * (or the other way round) both changes have a node, beside each other.
   */
  public static Node of(List<Change> changes) {
    List<Draft> drafts = new ArrayList<>(changes.size() + 16);
    Map<String, Draft> folders = new HashMap<>();
    Draft root = new Draft("/", Optional.empty());
    drafts.add(root);
    folders.put("/", root);
    for (Change change : changes) {
      if (change.kind() == TreeEntry.Kind.DIRECTORY) {
        folder(change.path(), drafts, folders).change = Optional.of(change);
      } else {
        Draft file =
            new Draft(change.path(), Optional.of(folder(parent(change.path()), drafts, folders)));
        file.change = Optional.of(change);
        drafts.add(file);
      }
    }
    // A draft's parent always comes before it, so going backwards finishes children first.
    for (Draft draft : drafts.reversed()) {
      draft.parent.ifPresent(parent -> parent.adopt(draft.finish()));
    }
    return root.finish();
  }

  /** A change by itself, without what is below it. */
  public static Node leaf(Change change) {
    return new Node(change.path(), Optional.of(change), own(change), List.of());
  }

  private static Draft folder(String path, List<Draft> drafts, Map<String, Draft> folders) {
    List<String> missing = new ArrayList<>();
    String at = path;
    Draft known = folders.get(at);
    while (known == null) {
      missing.add(at);
      at = parent(at);
      known = folders.get(at);
    }
    for (String next : missing.reversed()) {
      known = new Draft(next, Optional.of(known));
      drafts.add(known);
      folders.put(next, known);
    }
    return known;
  }

  private static String parent(String path) {
    int slash = path.lastIndexOf('/');
    return slash <= 0 ? "/" : path.substring(0, slash);
  }

  private static Summary plus(Summary a, Summary b) {
    return new Summary(
        a.added() + b.added(),
        a.removed() + b.removed(),
        a.modified() + b.modified(),
        a.metadata() + b.metadata(),
        a.renamed() + b.renamed(),
        a.sizeBefore() + b.sizeBefore(),
        a.sizeAfter() + b.sizeAfter());
  }

  private static Summary own(Change change) {
    Change.Kind kind = change.change();
    return new Summary(
        kind == Change.Kind.ADDED ? 1 : 0,
        kind == Change.Kind.REMOVED ? 1 : 0,
        kind == Change.Kind.MODIFIED ? 1 : 0,
        kind == Change.Kind.METADATA ? 1 : 0,
        kind == Change.Kind.RENAMED ? 1 : 0,
        change.sizeBefore(),
        change.sizeAfter());
  }

  /** A node that still gathers its children. */
  private static final class Draft {
    private final String path;
    private final Optional<Draft> parent;
    private final List<Node> children = new ArrayList<>();
    private Optional<Change> change = Optional.empty();
    private Summary below = new Summary(0, 0, 0, 0, 0, 0, 0);

    private Draft(String path, Optional<Draft> parent) {
      this.path = path;
      this.parent = parent;
    }

    private void adopt(Node child) {
      children.add(child);
      below = plus(below, child.totals());
    }

    private Node finish() {
      children.sort(FOLDERS_FIRST);
      Summary totals = change.map(it -> plus(below, own(it))).orElse(below);
      return new Node(path, change, totals, List.copyOf(children));
    }
  }
}
