package org.understory.store.libostree;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.understory.model.history.Checksum;

/**
 * What to commit on top of a commit.
 *
 * @param base its parent, and what its tree begins with
 * @param removed paths of the base, without a slash at their beginning, that are left out with all
 *     below them; no one below another
 * @param added a folder whose files and folders are laid over that; it holds nothing but files,
 *     folders and links, none of another kind than what is left in its place
 * @param labels a folder with the tree of the base, by whose SELinux policy, if it has one, what is
 *     added is labelled
 * @param subject of the commit
 * @param texts metadata
 * @param lists metadata as well
 * @param ref a branch of this computer's own that is moved to it
 */
public record NewTree(
    Checksum base,
    List<String> removed,
    Path added,
    Path labels,
    String subject,
    Map<String, String> texts,
    Map<String, List<String>> lists,
    String ref) {
  public NewTree {
    removed = List.copyOf(removed);
    texts = Map.copyOf(texts);
    lists = Map.copyOf(lists);
  }
}
