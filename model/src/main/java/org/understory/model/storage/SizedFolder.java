package org.understory.model.storage;

import java.util.List;
import java.util.Optional;

/**
 * A file or folder of a commit with what its files take on the disk; a file whose content comes
 * more than once counts at its first place only, for it is there once. Small ones are not named.
 *
 * @param path absolute; not safe to show until sanitized
 * @param bytes of all files at and below it
 * @param folder whether it is a folder
 * @param inside the largest first
 * @param rest bytes of what is in it and not named
 */
public record SizedFolder(
    String path, long bytes, boolean folder, List<SizedFolder> inside, long rest) {
  public SizedFolder {
    inside = List.copyOf(inside);
  }

  /** The last part of its path; a slash for the root. */
  public String name() {
    String name = path.substring(path.lastIndexOf('/') + 1);
    return name.isEmpty() ? "/" : name;
  }

  /** What is named at this path, at or below here. */
  public Optional<SizedFolder> find(String wanted) {
    if (wanted.equals(path)) {
      return Optional.of(this);
    }
    return inside.stream()
        .filter(each -> wanted.equals(each.path) || wanted.startsWith(each.path + "/"))
        .findFirst()
        .flatMap(each -> each.find(wanted));
  }
}
