package org.understory.app.shell;

import java.nio.file.Path;
import java.util.Optional;

/** Asks a person for a file or folder; without a screen there are no such dialogs. */
public interface FileDialogs {
  /** A folder to open. */
  Optional<Path> chooseFolder(String title);

  /** A file to read. */
  Optional<Path> chooseFile(String title);

  /** A file to write; the dialog has asked before an existing one is replaced. */
  Optional<Path> chooseTarget(String title, String suggestedName);
}
