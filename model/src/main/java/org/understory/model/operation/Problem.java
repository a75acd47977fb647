package org.understory.model.operation;

import java.util.List;

/**
 * What can go wrong, one case for each kind of trouble that a person can do something about. Texts
 * in the components come from disk or from the person and are not safe to show until sanitized.
 */
public sealed interface Problem {
  /** No sysroot at this path: there is no {@code ostree/repo} in it. */
  record NotASysroot(String path) implements Problem {}

  /** No OSTree repository at this path. */
  record NotARepository(String path) implements Problem {}

  /** A repository without a sysroot around it was asked about its deployments. */
  record NoDeployments(String path) implements Problem {}

  /** A repository mode or configuration that this program does not know. */
  record UnsupportedRepository(String path, String detail) implements Problem {}

  /** The user may not read this. */
  record NotPermitted(String path) implements Problem {}

  /** No commit has this name. */
  record UnknownRevision(String revision) implements Problem {}

  /** A checksum prefix that fits several commits. */
  record AmbiguousRevision(String revision, List<String> matches) implements Problem {}

  /** {@code ^} was asked of a commit that has no parent. */
  record NoParent(String revision) implements Problem {}

  /**
   * The commit is not in the repository because somebody deleted it there: its tombstone is left
   * ({@code CHECKSUM.tombstone-commit}).
   */
  record DeletedCommit(String commit) implements Problem {}

  /** An object that something else refers to is not in the repository. */
  record MissingObject(String object) implements Problem {}

  /** An object whose content is not what it should be. */
  record CorruptObject(String object, Flaw flaw) implements Problem {}

  /** A file of the sysroot or repository (not an object) that can't be understood. */
  record CorruptFile(String path, Flaw flaw) implements Problem {}

  /** No such path in the tree. */
  record NoSuchPath(String revision, String path) implements Problem {}

  /**
   * The path is there but is not what was asked for, for example a folder where a file's content
   * was wanted.
   */
  record WrongKindOfPath(String revision, String path) implements Problem {}

  /** A program that this work needs is not installed. */
  record MissingTool(String tool) implements Problem {}

  /** A program that was run reported failure; {@code detail} is its last line. */
  record ToolFailed(String tool, String detail) implements Problem {}

  /** Reading or writing failed for a reason outside the program. */
  record InputOutput(String path, String detail) implements Problem {}

  /** A bug here; the code finds it in the log. */
  record Internal(String code) implements Problem {}

  /** What is wrong with bad data. */
  enum Flaw {
    TRUNCATED,
    CHECKSUM_MISMATCH,
    MALFORMED,
    UNSAFE_NAME,
    UNSORTED_NAMES,
    TOO_LARGE,
    TOO_DEEP,
    TOO_MANY
  }
}
