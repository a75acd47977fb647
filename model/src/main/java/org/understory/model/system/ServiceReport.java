package org.understory.model.system;

import java.util.Optional;
import java.util.OptionalLong;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Problem;

/**
 * What the service that updates a system says of itself, whoever has it do that: it may look,
 * download and deploy on its own.
 *
 * @param stage what it is doing, or has done last
 * @param offer the version that this is about; empty where it has found none
 * @param trouble why it stopped; only where it {@link Stage#FAILED}
 */
public record ServiceReport(Stage stage, Optional<Offer> offer, Optional<Problem> trouble) {
  /** How far an update is. */
  public enum Stage {
    /** Nothing, and nothing is found. */
    IDLE,
    /** Asks the server. */
    LOOKING,
    /** There is a newer version. */
    FOUND,
    /** Fetches it. */
    DOWNLOADING,
    /** All of it is here. */
    DOWNLOADED,
    /** Prepares it for the next start. */
    DEPLOYING,
    /** It starts next. */
    DEPLOYED,
    /** It could not go on. */
    FAILED;

    /** Whether it is at work. */
    public boolean busy() {
      return this == LOOKING || this == DOWNLOADING || this == DEPLOYING;
    }

    /** Whether a version is known. */
    public boolean offers() {
      return this != IDLE && this != LOOKING && this != FAILED;
    }
  }

  /**
   * A newer version. Texts are the publisher's and not safe to show until sanitized.
   *
   * @param refspec the branch that it is of
   * @param moves whether that is another branch than the one that is followed so far
   * @param title one line; empty where there is none
   * @param text more of it; empty where there is none
   * @param notes address of a page on the web that tells what is new
   * @param download bytes to fetch
   * @param fetched bytes of these that are here
   * @param disk bytes that it takes when unpacked
   * @param large whether people will notice that much is different
   */
  public record Offer(
      Checksum commit,
      String refspec,
      boolean moves,
      Optional<String> version,
      String title,
      String text,
      Optional<String> notes,
      OptionalLong download,
      OptionalLong fetched,
      OptionalLong disk,
      boolean large) {}
}
