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

  /** An id prefix that fits several deployments. */
  record AmbiguousDeployment(String id, List<String> matches) implements Problem {}

  /** Not possible with a pinned deployment. */
  record IsPinned(String id) implements Problem {}

  /** No deployment comes after the running one, so there is none to go back to. */
  record NothingToRollBackTo() implements Problem {}

  /** Nothing waits for shutdown. */
  record NothingStaged() implements Problem {}

  /** The stateroot has no deployment that tells which branch to follow. */
  record NoOrigin(String stateroot) implements Problem {}

  /**
   * The stateroot holds packages layered by rpm-ostree or comes from a container image, which
   * libostree alone would lose.
   */
  record ManagedElsewhere(String stateroot) implements Problem {}

  /**
   * What runs or is staged has what rpm-ostree keeps in its origin, such as layered packages, which
   * bootc can't take along ({@code incompatible} of its status).
   */
  record BootcRefuses(String stateroot) implements Problem {}

  /** Nobody on this computer layers packages on what is delivered. */
  record LayeringUnavailable() implements Problem {}

  /** The version has this package without anybody's doing. */
  record AlreadyInstalled(String name) implements Problem {}

  /** None of the sources of the tree has a package of this name. */
  record UnknownPackage(String name) implements Problem {}

  /** The package manager could not read or check its sources; {@code detail} is what it says. */
  record PackageSourcesFailed(String detail) implements Problem {}

  /** Not root alone can change this file, which says where packages come from or how. */
  record SettingOpen(String path) implements Problem {}

  /** These packages could not be installed; {@code detail} is what the package manager says. */
  record LayerFailed(String names, String detail) implements Problem {}

  /** A package has something at this path that a version can't hold, or that would be lost. */
  record LayerOutsideTree(String path) implements Problem {}

  /** A package brings or changes what the computer starts with, at this path. */
  record LayerHasKernel(String path) implements Problem {}

  /** This package is layered already, or asked for. */
  record AlreadyLayered(String name) implements Problem {}

  /** Nobody asked for this package, so it can't be taken away again. */
  record NotLayered(String name) implements Problem {}

  /** This package of the version is left out or replaced already. */
  record AlreadyOverridden(String name) implements Problem {}

  /** This package of the version is neither left out nor replaced. */
  record NotOverridden(String name) implements Problem {}

  /** The newest commit of the branch is what the stateroot has already. */
  record NothingNewer(String refspec) implements Problem {}

  /** The order of the deployments is not known, for this user may not read it. */
  record OrderUnknown() implements Problem {}

  /** No kernel argument is named so, or several are. */
  record NoSuchKernelArgument(String argument) implements Problem {}

  /** The system is no longer as the person saw it. */
  record StateChanged() implements Problem {}

  /** It is done, but the deployments are not as planned. */
  record UnexpectedResult() implements Problem {}

  /** Nobody was there to agree to the plan. */
  record NotAgreed() implements Problem {}

  /** The last change can't be taken back, or something else has happened since. */
  record NothingToUndo() implements Problem {}

  /** No search for the first bad version is going on. */
  record NoSearch() implements Problem {}

  /** As far as history is here, this commit does not descend from that one. */
  record NotDescended(String commit, String ancestor) implements Problem {}

  /** It is not among the versions that are searched, or contradicts what is known of them. */
  record OutsideSearch(String revision) implements Problem {}

  /** The search has found what it can find. */
  record NothingToTry() implements Problem {}

  /** Whoever carried it out ended without a word. */
  record WorkerLost() implements Problem {}

  /** The helper that changes the running system is not installed, or could not be started. */
  record HelperMissing() implements Problem {}

  /** The helper, or the bus that leads to it, does not answer. */
  record HelperSilent() implements Problem {}

  /** A service of the system does not answer; its program has this name. */
  record ServiceSilent(String service) implements Problem {}

  /** The updater of Endless OS can't or may not do it; {@code detail} are its own words. */
  record UpdaterRefused(UpdaterFault fault, String detail) implements Problem {}

  /** The helper is doing something else, perhaps for somebody else. */
  record HelperBusy() implements Problem {}

  /** The helper is making this change for this user since so many seconds after 1970. */
  record AnotherChange(String user, String action, long since) implements Problem {}

  /** This program holds the lock of the sysroot or repository. */
  record LockedBy(String program, long process) implements Problem {}

  /** Only rpm-ostree can do that, and it does not manage this system. */
  record NeedsRpmOstree() implements Problem {}

  /**
   * A service that brings new versions is at work, because this program asked for it; see {@link
   * org.understory.model.plan.Busy.Service}.
   */
  record ServiceBusy(ServiceTask task, String client) implements Problem {}

  /** This user may not do it, or the password was wrong. */
  record NotAuthorized() implements Problem {}

  /** The person closed the question for the password. */
  record AuthenticationDismissed() implements Problem {}

  /** There is nobody to ask for the password: no agent of the desktop runs. */
  record AuthenticationUnavailable() implements Problem {}

  /** A program keeps this computer from being restarted; it says who it is and why. */
  record RestartInhibited(String who, String why) implements Problem {}

  /** This user may not restart this computer. */
  record RestartNotAllowed() implements Problem {}

  /** Nobody is there who could restart this computer, or what is open is not what it runs. */
  record RestartUnavailable() implements Problem {}

  /** This user may not read the journal of the system. */
  record JournalClosed() implements Problem {}

  /** Not possible here, for a reason that no user can change. */
  record Unsupported(String detail) implements Problem {}

  /** Reading or writing failed for a reason outside the program. */
  record InputOutput(String path, String detail) implements Problem {}

  /** A bug here; the code finds it in the log. */
  record Internal(String code) implements Problem {}

  // What changing a system through libostree may meet.

  /** The shared library is not installed. */
  record LibostreeMissing(String library) implements Problem {}

  /** What was asked needs a newer libostree than the one installed. */
  record LibostreeTooOld(String needed, String found) implements Problem {}

  /** A function of libostree failed with words that this program has no case for. */
  record LibostreeFailed(String function, String detail) implements Problem {}

  /** Another program is changing this sysroot or repository right now and holds its lock. */
  record SysrootLocked(String path) implements Problem {}

  /** The user may not change this. */
  record NotWritable(String path) implements Problem {}

  /** The file system under this is mounted read-only. */
  record ReadOnlyFileSystem(String path) implements Problem {}

  /** There is no room, or less than the repository keeps free ({@code min-free-space-*}). */
  record NoSpace(String path) implements Problem {}

  /** No deployment has this id. */
  record UnknownDeployment(String id) implements Problem {}

  /** The running deployment can't be removed. */
  record BootedDeployment(String id) implements Problem {}

  /** This can't be done with a deployment that waits for the shutdown. */
  record StagedDeployment(String id) implements Problem {}

  /**
   * This can't be done to others while this deployment waits for the shutdown: libostree would lose
   * it.
   */
  record StagedInTheWay(String id) implements Problem {}

  /** This can be done only to the system that runs. */
  record NotBooted() implements Problem {}

  /** What was asked would leave nothing to boot. */
  record NoDeploymentLeft() implements Problem {}

  /** The deployment's {@code .origin} file, which holds what was to be changed, is missing. */
  record DeploymentWithoutOrigin(String id) implements Problem {}

  /** The deployment can be written to already. */
  record AlreadyUnlocked(String id) implements Problem {}

  /** No stateroot has this name. */
  record UnknownStateroot(String name) implements Problem {}

  /**
   * The boot loader can't be told to start a deployment the next time only.
   *
   * @param bootLoader what it is called; empty where it is not known
   */
  record CannotStartOnce(String bootLoader) implements Problem {}

  /**
   * This libostree changes the arguments of what runs in its boot entry alone, which this boot
   * loader does not read; it would go on with the old ones.
   */
  record ArgumentsOutOfReach(String bootLoader, String libostree) implements Problem {}

  /**
   * While this deployment waits for the shutdown nobody can say what the boot loader will call the
   * others after it.
   */
  record OnceBesideStaged(String id) implements Problem {}

  /** Not all objects of the commit are in the repository ({@code state/*.commitpartial}). */
  record PartialCommit(String commit) implements Problem {}

  /** Text that can't be one kernel argument, or more of them than fit. */
  record UnsafeKernelArgument(String argument) implements Problem {}

  /** Text that can't be the name or address that was asked for. */
  record UnsafeName(String name) implements Problem {}

  /** The repository's configuration names no such remote. */
  record UnknownRemote(String name) implements Problem {}

  /** A remote of this name is there already. */
  record RemoteExists(String name) implements Problem {}

  /**
   * The file that names this remote names others as well, and libostree would delete all of them.
   */
  record RemoteSharesFile(String name, String file) implements Problem {}

  /** What should be an OpenPGP public key is none. */
  record NoPublicKey() implements Problem {}

  /** A key that its owner must give to nobody. */
  record SecretKey() implements Problem {}

  /** More keys, or more signatures on them, than are taken at once. */
  record TooManyKeys() implements Problem {}

  /** The remote's summary has no such branch. */
  record NoSuchBranch(String remote, String branch) implements Problem {}

  /** The remote could not be reached, or did not give what it should have. */
  record NetworkFailed(String remote, String detail) implements Problem {}

  /**
   * The remote's server could not be asked, or its answer was none to use.
   *
   * @param address what it was asked for
   * @param detail a status, or what the network says; empty where there is no more to say
   */
  record ServerFailed(String remote, String address, ServerFault fault, String detail)
      implements Problem {}

  /** The remote is set up in a way that only libostree itself can use. */
  record UnsupportedRemote(String remote, String setting) implements Problem {}

  /** What the remote gave is not what its name or checksum says. */
  record DamagedDownload(String remote, String detail) implements Problem {}

  /** A signature that the remote must have is missing, wrong, or from an unknown key. */
  record SignatureFailed(String remote, String detail) implements Problem {}

  /**
   * The remote's list of branches has to be signed, and there is none, or no signatures of it. For
   * commits libostree goes on without it where that is asked for by {@code sign-verify-summary}
   * alone; it lists nothing either.
   */
  record UnsignedList(String remote) implements Problem {}

  /** The commit is older than the one that it should follow. */
  record OlderCommit(String remote) implements Problem {}

  /** The commit says itself that it belongs to other branches. */
  record RefBindingMismatch(String remote, String detail) implements Problem {}

  /** The packages of a version are in a database of this format, which is not read. */
  record UnsupportedDatabase(String path, String format) implements Problem {}

  /** This can only be read with native code, which this program was not permitted to run. */
  record NativeCodeRefused(String path) implements Problem {}

  /** The commit does not tell which package owns a file. */
  record NoFileLists(String commit) implements Problem {}

  /** No package of this name is installed in this version. */
  record NoSuchPackage(String revision, String name) implements Problem {}

  // What applications of Flatpak may meet.

  /** Flatpak has installed nothing of this name. */
  record UnknownApplication(String name) implements Problem {}

  /** A name that fits several of the things that Flatpak has installed. */
  record AmbiguousApplication(String name, List<String> matches) implements Problem {}

  /** It is as it should become already. */
  record ApplicationUnchanged(String name) implements Problem {}

  /** It is held at its version. */
  record ApplicationHeld(String name) implements Problem {}

  /** A pattern that somebody else has set holds it, and may hold others as well. */
  record HeldByPattern(String name, String pattern) implements Problem {}

  /** Flatpak lets only root do this; with this command. */
  record FlatpakNeedsRoot(String command) implements Problem {}

  /** Flatpak could not do it; {@code detail} is its own last words. */
  record FlatpakFailed(String name, FlatpakFault fault, String detail) implements Problem {}
}
