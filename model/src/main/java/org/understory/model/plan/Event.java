package org.understory.model.plan;

import java.util.OptionalLong;

/** What a running operation tells. */
public sealed interface Event {
  /** A person is being asked for a password. */
  record Authorizing() implements Event {}

  /** It begins something else. */
  record Phase(Step step) implements Event {}

  /**
   * How far it is.
   *
   * @param bytes fetched so far
   * @param totalBytes of what there is to fetch, where that is known
   * @param objects fetched or read so far
   * @param totalObjects of those known so far; may grow
   */
  record Progress(long bytes, OptionalLong totalBytes, long objects, long totalObjects)
      implements Event {}

  /**
   * What a service that does it says in its own words, mostly English.
   *
   * @param text not safe to show until sanitized
   * @param percent how much of this is done, where it says so
   */
  record Note(String text, OptionalLong percent) implements Event {}

  /** It ended; nothing comes after this. */
  record Finished(Outcome outcome) implements Event {}

  /** What it is doing; from {@link #DEPLOYING} on it can't be cancelled. */
  enum Step {
    /** Asks a remote. */
    CHECKING,
    /** Fetches objects. */
    DOWNLOADING,
    /** Reads objects. */
    VERIFYING,
    /** Lays a tree out, for packages to be put into it. */
    CHECKING_OUT,
    /** Has the package manager of the tree work. */
    INSTALLING,
    /** Commits what came of that. */
    COMMITTING,
    /** Writes deployments and boot entries. */
    DEPLOYING,
    /** Removes what is no longer needed. */
    CLEANING
  }
}
