package org.understory.app.entry;

import java.util.List;
import java.util.Optional;
import org.understory.model.content.TextContent.Encoding;
import org.understory.model.operation.Problem;
import org.understory.store.repo.Verification;

/** A look at what is inside one entry. */
public sealed interface Preview {
  /** Bytes of a file that are read for a look at it: 1 MiB. */
  int LIMIT = 1 << 20;

  /** Nothing is selected. */
  record Nothing() implements Preview {}

  /** It is being read. */
  record Reading() implements Preview {}

  /**
   * The beginning of a file, or all of it.
   *
   * @param hex its bytes, sixteen to a line
   * @param whole whether that is all of it; if not, it is the first {@link #LIMIT} bytes
   * @param text the same as text; empty where it is none
   * @param verification whether all of the file, not this beginning only, was found sound
   */
  record Content(List<String> hex, boolean whole, Optional<Text> text, Verification verification)
      implements Preview {}

  /** A file of no bytes. */
  record EmptyFile() implements Preview {}

  /** Where a link points, and what stands there in the same tree. */
  record Link(String target, Destination destination) implements Preview {}

  /** How many folders, files and links a folder holds directly. */
  record Folder(int folders, int files, int links) implements Preview {}

  /** It could not be read. */
  record Trouble(Problem problem) implements Preview {}

  /**
   * Text as it may be shown.
   *
   * @param lines sanitized; a very long line is several here
   */
  record Text(Encoding encoding, List<String> lines) {}

  /** What a link leads to. */
  enum Destination {
    THERE,
    MISSING,
    UNKNOWN
  }
}
