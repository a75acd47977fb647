package org.understory.model.remote;

import java.util.Optional;
import org.understory.model.history.Checksum;

/**
 * What a server sends for what is not here of a commit.
 *
 * @param bytes that are sent
 * @param unpacked bytes that they become
 * @param way how they come
 */
public record Download(long bytes, long unpacked, Way way) {
  /** All of it is here. */
  public static final Download NOTHING = new Download(0, 0, new Objects());

  /** How objects come. */
  public sealed interface Way {}

  /** Each by itself. */
  public record Objects() implements Way {}

  /**
   * As the server keeps them ready for whoever has another commit (a static delta).
   *
   * @param from that commit, which is here; empty where it is for everybody
   */
  public record Delta(Optional<Checksum> from) implements Way {}
}
