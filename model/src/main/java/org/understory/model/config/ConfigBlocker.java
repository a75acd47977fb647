package org.understory.model.config;

/**
 * Why the merge, and with it the whole change, will fail or can't be foretold.
 *
 * @param path absolute, {@code /etc/…}
 */
public record ConfigBlocker(String path, Reason reason) {
  /** The ways in which it goes wrong. */
  public enum Reason {
    /** You have a file there, the new default a folder ("newly defaults to directory"). */
    FOLDER_NOW,
    /** You changed something in a folder that is a file in the new default. */
    FILE_NOW,
    /** As {@link #FILE_NOW}, but it is a link, which libostree follows wherever it leads. */
    LINK_NOW,
    /** A pipe, socket or device in a folder that has to be copied. */
    SPECIAL_FILE
  }
}
