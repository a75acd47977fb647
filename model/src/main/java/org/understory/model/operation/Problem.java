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

  /** No deployment has this id, or it starts none. */
  record NoSuchDeployment(String id) implements Problem {}

  /** An id prefix that fits several deployments. */
  record AmbiguousDeployment(String id, List<String> matches) implements Problem {}

  /** Not possible with what runs now. */
  record IsBooted(String id) implements Problem {}

  /** Not possible with a pinned deployment. */
  record IsPinned(String id) implements Problem {}

  /** Not possible with a deployment that only becomes bootable at shutdown. */
  record IsStaged(String id) implements Problem {}

  /** Nothing waits for shutdown. */
  record NothingStaged() implements Problem {}

  /** Only possible on the system that runs. */
  record NotRunning() implements Problem {}

  /** The stateroot has no deployment that tells which branch to follow. */
  record NoOrigin(String stateroot) implements Problem {}

  /**
   * The stateroot holds packages layered by rpm-ostree or comes from a container image, which
   * libostree alone would lose.
   */
  record ManagedElsewhere(String stateroot) implements Problem {}

  /** The newest commit of the branch is what the stateroot has already. */
  record NothingNewer(String refspec) implements Problem {}

  /** The order of the deployments is not known, for this user may not read it. */
  record OrderUnknown() implements Problem {}

  /** An argument that may not be given to the kernel. */
  record BadKernelArgument(String argument) implements Problem {}

  /** No kernel argument is named so, or several are. */
  record NoSuchKernelArgument(String argument) implements Problem {}

  /** A name, address or text that can't be used. */
  record BadName(String name) implements Problem {}

  /** The system is no longer as the person saw it. */
  record StateChanged() implements Problem {}

  /** It is done, but the deployments are not as planned. */
  record UnexpectedResult() implements Problem {}

  /** Not possible here, for a reason that no user can change. */
  record Unsupported(String detail) implements Problem {}

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
