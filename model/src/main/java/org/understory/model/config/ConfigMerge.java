package org.understory.model.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.understory.model.config.ConfigBlocker.Reason;
import org.understory.model.config.ConfigContents.Likeness;
import org.understory.model.config.ConfigContents.Side;
import org.understory.model.config.ConfigItem.Kind;
import org.understory.model.operation.StoreException;
import org.understory.model.tree.PathOrder;

/**
 * Foretells the merge of {@code /etc} as libostree does it: {@code merge_configuration_from} and
 * {@code copy_modified_config_file} of ostree-sysroot-deploy.c, {@code ostree_diff_dirs} of
 * ostree-diff.c. What follows from these and is easily missed:
 *
 * <ul>
 *   <li>A changed or added path is copied over the new default; a folder that the new default has
 *       too is passed over, so a change of its mode or owner alone is lost.
 *   <li>But the folder that a copied path is in gets the mode and owner that it has in yours,
 *       changed by you or not ({@code ensure_directory_from_template}).
 *   <li>A path whose kind changed counts as changed and nothing in it is compared. So of a folder
 *       that you put in place of a file nothing is copied where the new default has a folder, too.
 *   <li>A folder copied to where there is none is copied with all that it holds.
 *   <li>Where a file of yours meets a folder of the new default, the merge fails.
 * </ul>
 */
public final class ConfigMerge {
  private final ConfigContents contents;
  private final List<ConfigEntry> entries = new ArrayList<>();
  private final List<ConfigBlocker> blockers = new ArrayList<>();

  private ConfigMerge(ConfigContents contents) {
    this.contents = contents;
  }

  /**
   * What becomes of every path.
   *
   * @param old default of the deployment that is merged from
   * @param yours its {@code /etc}
   * @param fresh default of what comes
   */
  public static ConfigPreview preview(
      ConfigNode old, ConfigNode yours, ConfigNode fresh, ConfigContents contents)
      throws StoreException {
    ConfigMerge merge = new ConfigMerge(contents);
    merge.inside(
        "", new Place(Optional.of(old), Optional.of(yours), Optional.of(fresh), true), Way.MERGE);
    merge.entries.sort(Comparator.comparing(ConfigEntry::path, PathOrder.BYTEWISE));
    return new ConfigPreview(List.copyOf(merge.entries), List.copyOf(merge.blockers), List.of());
  }

  /** How what is in a folder comes about. */
  private enum Way {
    /** Path by path. */
    MERGE,
    /** All of yours is copied, as copy_dir_recurse does. */
    YOURS,
    /** All of the new default stays. */
    DEFAULT
  }

  /** Whether something is so; ordered. */
  private enum Sure {
    NO,
    PERHAPS,
    YES;

    Sure or(Sure other) {
      return compareTo(other) < 0 ? other : this;
    }
  }

  /**
   * What is at one path.
   *
   * @param known whether the folder around it could be listed in all trees
   */
  private record Place(
      Optional<ConfigNode> old,
      Optional<ConfigNode> yours,
      Optional<ConfigNode> fresh,
      boolean known) {

    Place child(String name, boolean open) {
      return new Place(child(old, name), child(yours, name), child(fresh, name), open);
    }

    private static Optional<ConfigNode> child(Optional<ConfigNode> node, String name) {
      return node.flatMap(it -> Optional.ofNullable(it.inside().get(name)));
    }

    boolean open() {
      return known
          && List.of(old, yours, fresh).stream().allMatch(it -> it.isEmpty() || it.get().open());
    }
  }

  /**
   * What of yours libostree carries over.
   *
   * @param copied the path itself is copied
   * @param below it, or anything below it, is
   * @param removed it, or anything below it, is removed
   */
  private record Carried(Sure copied, Sure below, Sure removed) {}

  /** Goes through a folder; {@code copied} of the answer says whether anything right in it is. */
  private Carried inside(String path, Place place, Way way) throws StoreException {
    TreeSet<String> names = new TreeSet<>();
    List.of(place.old(), place.yours(), place.fresh())
        .forEach(it -> it.ifPresent(node -> names.addAll(node.inside().keySet())));
    boolean open = place.open();
    Sure unknown = open ? Sure.NO : Sure.PERHAPS;
    Carried all = new Carried(unknown, unknown, unknown);
    for (String name : names) {
      String child = path.isEmpty() ? name : path + "/" + name;
      Carried one = visit(child, place.child(name, open), way);
      all =
          new Carried(
              all.copied().or(one.copied()),
              all.below().or(one.below()),
              all.removed().or(one.removed()));
    }
    return all;
  }

  private Carried visit(String path, Place place, Way way) throws StoreException {
    ConfigEdit yours =
        place.known()
            ? edit(
                compare(path, place.old(), place.yours(), Side.OLD, Side.YOURS),
                place.old(),
                place.yours())
            : ConfigEdit.UNKNOWN;
    ConfigEdit theirs =
        edit(
            compare(path, place.old(), place.fresh(), Side.OLD, Side.FRESH),
            place.old(),
            place.fresh());
    Sure copied =
        switch (yours) {
          case MODIFIED, ADDED -> Sure.YES;
          case UNKNOWN -> Sure.PERHAPS;
          case NONE, REMOVED -> Sure.NO;
        };
    Carried below;
    Sure result; // Whether it is yours.
    switch (way) {
      case DEFAULT -> {
        below = inside(path, place, Way.DEFAULT);
        result = Sure.NO;
      }
      case YOURS -> {
        special(path, place);
        below = inside(path, place, Way.YOURS);
        result = Sure.YES;
      }
      default -> {
        Way next = way(path, place, yours);
        below = inside(path, place, next);
        meetsFile(path, place, next, below);
        result = merged(place, yours, next, below);
      }
    }
    entries.add(entry(path, place, yours, theirs, result));
    return new Carried(copied, copied.or(below.below()), removed(place, yours, below));
  }

  /** What is in a folder that became something else is not removed on its own. */
  private static Sure removed(Place place, ConfigEdit yours, Carried below) {
    if (yours == ConfigEdit.REMOVED) {
      return Sure.YES;
    }
    boolean folders =
        place.old().filter(ConfigNode::isFolder).isPresent()
            && place.yours().filter(ConfigNode::isFolder).isPresent();
    return folders ? below.removed() : Sure.NO;
  }

  /** How what is in a path that is itself merged comes about. */
  private Way way(String path, Place place, ConfigEdit yours) {
    boolean folder = place.yours().filter(ConfigNode::isFolder).isPresent();
    boolean folderNow = place.fresh().filter(ConfigNode::isFolder).isPresent();
    boolean changed = yours == ConfigEdit.MODIFIED || yours == ConfigEdit.ADDED;
    if (yours == ConfigEdit.UNKNOWN) {
      return Way.MERGE;
    }
    if (yours == ConfigEdit.REMOVED) {
      return Way.YOURS;
    }
    if (!folder) {
      if (changed && folderNow) {
        blockers.add(new ConfigBlocker("/etc/" + path, Reason.FOLDER_NOW));
      }
      return changed ? Way.YOURS : Way.DEFAULT;
    }
    if (!changed) {
      return Way.MERGE;
    }
    if (!folderNow) {
      return Way.YOURS;
    }
    boolean inPlaceOfFile = place.old().filter(it -> !it.isFolder()).isPresent();
    return inPlaceOfFile ? Way.DEFAULT : Way.MERGE;
  }

  /** Whether the result at a merged path is yours. */
  private Sure merged(Place place, ConfigEdit yours, Way inside, Carried below) {
    if (yours == ConfigEdit.UNKNOWN) {
      return Sure.PERHAPS;
    }
    if (inside == Way.DEFAULT) {
      return Sure.NO;
    }
    if (inside == Way.YOURS) {
      boolean ignored = place.yours().filter(it -> it.item().kind() == Kind.OTHER).isPresent();
      return ignored && place.fresh().isEmpty() ? Sure.NO : Sure.YES;
    }
    if (place.fresh().isEmpty()) {
      return below.below();
    }
    return place.fresh().get().isFolder() ? below.copied() : Sure.NO;
  }

  /**
   * A folder of yours where the new default has a file: libostree first removes what you removed in
   * it, which fails, then replaces it if the folder itself is changed, else copies what you changed
   * in it, which fails.
   */
  private void meetsFile(String path, Place place, Way inside, Carried below) {
    Sure stuck = inside == Way.MERGE ? below.removed().or(below.below()) : below.removed();
    if (stuck != Sure.YES
        || place.yours().filter(ConfigNode::isFolder).isEmpty()
        || place.fresh().filter(it -> !it.isFolder()).isEmpty()) {
      return;
    }
    boolean link = place.fresh().filter(it -> it.item().kind() == Kind.LINK).isPresent();
    blockers.add(new ConfigBlocker("/etc/" + path, link ? Reason.LINK_NOW : Reason.FILE_NOW));
  }

  /** Copying a folder opens what is in it, and a pipe is not to be opened. */
  private void special(String path, Place place) {
    if (place.yours().filter(it -> it.item().kind() == Kind.OTHER).isPresent()) {
      blockers.add(new ConfigBlocker("/etc/" + path, Reason.SPECIAL_FILE));
    }
  }

  private ConfigEntry entry(
      String path, Place place, ConfigEdit yours, ConfigEdit theirs, Sure result)
      throws StoreException {
    Optional<ConfigItem> item =
        place
            .yours()
            .or(place::fresh)
            .or(place::old)
            .map(ConfigNode::item)
            .filter(ConfigItem::isKnown);
    ConfigState state =
        place.yours().filter(it -> !it.open()).isPresent()
            ? ConfigState.UNREADABLE
            : state(path, place, yours, theirs, result);
    return new ConfigEntry(
        "/etc/" + path,
        state,
        yours,
        theirs,
        item,
        became(place.old(), place.yours()),
        became(place.old(), place.fresh()));
  }

  private static Optional<Kind> became(Optional<ConfigNode> before, Optional<ConfigNode> after) {
    Optional<ConfigItem> was = before.map(ConfigNode::item).filter(ConfigItem::isKnown);
    return after
        .map(ConfigNode::item)
        .filter(ConfigItem::isKnown)
        .map(ConfigItem::kind)
        .filter(it -> was.isPresent() && was.get().kind() != it);
  }

  private ConfigState state(
      String path, Place place, ConfigEdit yours, ConfigEdit theirs, Sure result)
      throws StoreException {
    if (yours == ConfigEdit.UNKNOWN || theirs == ConfigEdit.UNKNOWN) {
      return ConfigState.UNREADABLE;
    }
    if (yours == ConfigEdit.NONE && theirs == ConfigEdit.NONE) {
      return ConfigState.SAME;
    }
    if (yours != ConfigEdit.NONE && theirs != ConfigEdit.NONE) {
      switch (compare(path, place.yours(), place.fresh(), Side.YOURS, Side.FRESH)) {
        case SAME -> {
          return ConfigState.STALE;
        }
        case UNKNOWN -> {
          return ConfigState.UNREADABLE;
        }
        case DIFFERENT -> {}
      }
    }
    return switch (result) {
      case NO -> ConfigState.TAKEN;
      case PERHAPS -> ConfigState.UNREADABLE;
      case YES -> theirs == ConfigEdit.NONE ? ConfigState.KEPT : ConfigState.CONFLICT;
    };
  }

  private static ConfigEdit edit(
      Likeness likeness, Optional<ConfigNode> before, Optional<ConfigNode> after) {
    return switch (likeness) {
      case SAME -> ConfigEdit.NONE;
      case UNKNOWN -> ConfigEdit.UNKNOWN;
      case DIFFERENT ->
          before.isEmpty()
              ? ConfigEdit.ADDED
              : after.isEmpty() ? ConfigEdit.REMOVED : ConfigEdit.MODIFIED;
    };
  }

  private Likeness compare(
      String path, Optional<ConfigNode> one, Optional<ConfigNode> other, Side a, Side b)
      throws StoreException {
    if (one.isEmpty() || other.isEmpty()) {
      return one.isEmpty() && other.isEmpty() ? Likeness.SAME : Likeness.DIFFERENT;
    }
    ConfigItem first = one.get().item();
    ConfigItem second = other.get().item();
    if (!first.isKnown() || !second.isKnown()) {
      return Likeness.UNKNOWN;
    }
    if (!first.equals(second)) {
      return Likeness.DIFFERENT;
    }
    return first.kind() == Kind.FILE ? contents.compare(path, a, b) : Likeness.SAME;
  }
}
