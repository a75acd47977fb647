package org.understory.app.shell;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Asks a person for a file or folder; without a screen there are no such dialogs. */
public interface FileDialogs {
  /** A folder to open. */
  Optional<Path> chooseFolder(String title);

  /** A file to read. */
  Optional<Path> chooseFile(String title);

  /** Files to read; none where nobody chooses any. */
  default List<Path> chooseFiles(String title) {
    return chooseFile(title).stream().toList();
  }

  /** A file to write; the dialog has asked before an existing one is replaced. */
  Optional<Path> chooseTarget(String title, String suggestedName);
}
