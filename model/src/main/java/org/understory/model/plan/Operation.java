package org.understory.model.plan;

import java.util.List;
import java.util.Optional;
import org.understory.model.history.Checksum;
import org.understory.model.packages.PackageFile;
import org.understory.model.system.Deployment.Unlocked;
import org.understory.model.system.Label;
import org.understory.model.system.SystemSnapshot;

/**
 * A change that somebody asks for. Deployments are named by {@link
 * org.understory.model.system.Deployment#id}, never by their place in a list, and commits by their
 * checksum, never by a ref that may move.
 */
public sealed interface Operation {
  /**
   * Asks a remote for the newest commit of a branch and its description, not for its files.
   *
   * @param refspec {@code remote:branch}
   */
  record Check(String refspec) implements Operation {}

  /**
   * As {@link Check}, but asks a USB drive and no server; only the updater of Endless OS does it.
   *
   * @param volume where the drive is mounted
   */
  record CheckVolume(String refspec, String volume) implements Operation {}

  /** Downloads a newer commit of the branch that the stateroot follows, and deploys it. */
  record Upgrade(String stateroot, Checksum commit) implements Operation {}

  /**
   * Deploys any commit and stays on the branch; where the commit is not the newest of the branch
   * the deployment is held at it ({@code override-commit} in the origin) until the next upgrade.
   */
  record Deploy(String stateroot, Checksum commit) implements Operation {}

  /**
   * Moves to another branch and deploys a commit of it.
   *
   * @param refspec {@code remote:branch}, or {@code branch} for one of this computer's own
   */
  record Rebase(String stateroot, String refspec, Checksum commit) implements Operation {}

  /**
   * Changes which packages are layered on the version that the stateroot has; the version stays.
   *
   * @param install names of packages, as the system's package manager knows them
   * @param uninstall those that were asked for before and are no longer wanted
   */
  record ChangeLayers(String stateroot, List<String> install, List<String> uninstall)
      implements Operation {
    public ChangeLayers {
      install = List.copyOf(install);
      uninstall = List.copyOf(uninstall);
    }
  }

  /**
   * Changes which packages of the version itself are left out; the version stays.
   *
   * @param remove names of its packages that are to be left out
   * @param reset names of those that are to be as delivered again, left out or replaced before
   */
  record ChangeOverrides(String stateroot, List<String> remove, List<String> reset)
      implements Operation {
    public ChangeOverrides {
      remove = List.copyOf(remove);
      reset = List.copyOf(reset);
    }
  }

  /**
   * Brings packages that are files of this computer to the version that the stateroot has, which
   * stays; only rpm-ostree does it.
   *
   * @param files as they were when somebody looked
   */
  record UsePackageFiles(String stateroot, Use use, List<PackageFile> files) implements Operation {
    public UsePackageFiles {
      files = List.copyOf(files);
    }

    /** What becomes of them. */
    public enum Use {
      /** They are layered on the version. */
      LAYER,
      /** They take the place of packages of the version. */
      REPLACE
    }

    /** The names of the packages. */
    public List<String> names() {
      return files.stream().map(file -> file.content().name()).toList();
    }

    /** Their names with version and architecture. */
    public List<String> nevras() {
      return files.stream().map(PackageFile::nevra).toList();
    }
  }

  /**
   * An update that goes only so far; only rpm-ostree knows such, and bootc of an {@link Upgrade}
   * that is {@link Stop#HELD}.
   *
   * @param update an {@link Upgrade}, {@link Deploy} or {@link Rebase}
   */
  record Halfway(Operation update, Stop stop) implements Operation {
    /** Where it ends. */
    public enum Stop {
      /** All of it is fetched, and nothing is deployed. */
      DOWNLOADED,
      /** It is staged and held back, as by {@link SetFinalizationLocked}. */
      HELD
    }
  }

  /**
   * Releases what is staged and restarts the computer into it at once; only rpm-ostree does it.
   *
   * @param id of what is staged
   */
  record Finalize(String id) implements Operation {}

  /**
   * Has rpm-ostree itself look for what is new, so that it can tell which packages and advisories
   * come with it; changes nothing else.
   */
  record Refresh(String stateroot, What what) implements Operation {
    /** What is looked for. */
    public enum What {
      /** A version that is newer than what runs. */
      UPDATES,
      /** What the repositories of packages have. */
      PACKAGES
    }
  }

  /** Puts a deployment first in boot order. */
  record SetDefault(String id) implements Operation {}

  /**
   * Has the boot loader start this deployment the next time only; the boot order stays as it is.
   *
   * @param id empty to start nothing but what the order says
   */
  record StartOnce(Optional<String> id) implements Operation {}

  /** Keeps a deployment from being removed by later changes. */
  record Pin(String id) implements Operation {}

  /** Ends what {@link Pin} did. */
  record Unpin(String id) implements Operation {}

  /** Removes deployments, and what only they needed. */
  record Remove(List<String> ids) implements Operation {
    public Remove {
      ids = List.copyOf(ids);
    }
  }

  /**
   * Replaces the kernel arguments of a deployment.
   *
   * @param arguments all of them in order, without {@code ostree=}, which is libostree's
   */
  record EditKernelArguments(String id, List<String> arguments) implements Operation {
    public EditKernelArguments {
      arguments = List.copyOf(arguments);
    }
  }

  /** Holds the staged deployment back at shutdown, or no longer. */
  record SetFinalizationLocked(boolean locked) implements Operation {}

  /** Throws the staged deployment away. */
  record DiscardStaged() implements Operation {}

  /** Removes what no deployment and no branch needs. */
  record Prune() implements Operation {}

  /**
   * Reads every object and compares it with its checksum.
   *
   * @param repair whether to fetch the damaged ones again
   */
  record Verify(boolean repair) implements Operation {}

  /**
   * Looks what the merge of {@code /etc} would do, with the rights to read all of it; changes
   * nothing.
   *
   * @param id of the deployment that is merged from
   * @param commit what would be deployed
   */
  record InspectConfig(String id, Checksum commit) implements Operation {}

  /** Lets {@code /usr} of the running deployment be written. */
  record Unlock(Unlocked kind) implements Operation {}

  /**
   * Adds a place to download from.
   *
   * @param verify whether what comes from there must be signed by OpenPGP
   * @param key keys to trust for it, as ASCII text
   */
  record AddRemote(String name, String url, boolean verify, Optional<String> key)
      implements Operation {}

  /** Removes a place to download from; what came from it stays. */
  record RemoveRemote(String name) implements Operation {}

  /** Trusts whoever holds this key (ASCII text) to sign what comes from a remote. */
  record ImportKey(String remote, String key) implements Operation {}

  /** Gives a deployment a name and a note; an empty name takes both away. */
  record SetLabel(String id, Label label) implements Operation {}

  /** What has a commit start next: one that is deployed already is only put first. */
  static Operation starting(Checksum commit, SystemSnapshot now) {
    return now.deployments().stream()
        .filter(each -> each.checksum().equals(commit) && each.stateroot().equals(now.os()))
        .filter(each -> !each.staged())
        .findFirst()
        .<Operation>map(there -> new SetDefault(there.id()))
        .orElseGet(() -> new Deploy(now.os(), commit));
  }
}
