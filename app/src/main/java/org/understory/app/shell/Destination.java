package org.understory.app.shell;

import java.util.Optional;
import org.understory.model.container.ImageReference;
import org.understory.model.history.Checksum;

/** Where a person wants to go, and what to show there; empty means what was shown there before. */
public sealed interface Destination {
  /** The screen that shows it. */
  Place place();

  /** The deployments. */
  record Deployments() implements Destination {
    @Override
    public Place place() {
      return Place.SYSTEM;
    }
  }

  /** The graph, with this commit selected. */
  record History(Optional<Checksum> commit) implements Destination {
    @Override
    public Place place() {
      return Place.HISTORY;
    }
  }

  /** The tree of a commit. */
  record Browse(Optional<At> at) implements Destination {
    @Override
    public Place place() {
      return Place.BROWSE;
    }

    /** An absolute path in the tree of a commit. */
    public record At(Checksum commit, String path) {}
  }

  /** The difference between two commits. */
  record Compare(Optional<Pair> pair) implements Destination {
    @Override
    public Place place() {
      return Place.COMPARE;
    }

    /**
     * The older and the newer side.
     *
     * @param configuration whether it is about the files of {@code /etc}
     */
    public record Pair(Checksum from, Checksum to, boolean configuration) {}
  }

  /** The difference between what runs and an image that only its registry has. */
  record CompareImage(ImageReference image) implements Destination {
    @Override
    public Place place() {
      return Place.COMPARE;
    }
  }

  /** What was done. */
  record Activity() implements Destination {
    @Override
    public Place place() {
      return Place.ACTIVITY;
    }
  }

  /** Where it downloads from. */
  record Remotes() implements Destination {
    @Override
    public Place place() {
      return Place.REMOTES;
    }
  }

  /** What takes room. */
  record Storage() implements Destination {
    @Override
    public Place place() {
      return Place.STORAGE;
    }
  }

  /**
   * What Flatpak has installed.
   *
   * @param undo whether the last change of it is to be taken back
   */
  record Applications(boolean undo) implements Destination {
    @Override
    public Place place() {
      return Place.APPLICATIONS;
    }
  }

  /** A screen as it was left. */
  static Destination of(Place place) {
    return switch (place) {
      case SYSTEM -> new Deployments();
      case HISTORY -> new History(Optional.empty());
      case BROWSE -> new Browse(Optional.empty());
      case COMPARE -> new Compare(Optional.empty());
      case ACTIVITY -> new Activity();
      case REMOTES -> new Remotes();
      case STORAGE -> new Storage();
      case APPLICATIONS -> new Applications(false);
    };
  }

  /** A commit in the graph. */
  static Destination history(Checksum commit) {
    return new History(Optional.of(commit));
  }

  /** A path in the tree of a commit. */
  static Destination browse(Checksum commit, String path) {
    return new Browse(Optional.of(new Browse.At(commit, path)));
  }

  /** The difference between two commits. */
  static Destination compare(Checksum from, Checksum to) {
    return new Compare(Optional.of(new Compare.Pair(from, to, false)));
  }

  /** What becomes of the configuration of one commit's deployment when another is deployed. */
  static Destination configuration(Checksum from, Checksum to) {
    return new Compare(Optional.of(new Compare.Pair(from, to, true)));
  }
}
