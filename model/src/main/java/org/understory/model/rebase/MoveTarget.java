package org.understory.model.rebase;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.understory.model.container.ImageReference;
import org.understory.model.history.Checksum;
import org.understory.model.history.Ref;
import org.understory.model.remote.Branch;

/**
 * A branch or an image that a system could move to. Texts are not safe to show until sanitized.
 *
 * @param group what it is listed under: a publisher, a remote, or empty text for this computer's
 * @param name within that group
 * @param desktop what people see of it, where that is written down
 * @param reference what to move to: a refspec, or the reference of a container image
 * @param newest its newest commit, as far as that is known here
 * @param version of that
 * @param followed whether the system follows it already
 * @param writtenDown whether somebody has written it down as an {@link Edition}
 */
public record MoveTarget(
    String group,
    String name,
    Optional<String> desktop,
    Kind kind,
    String reference,
    Optional<Checksum> newest,
    Optional<String> version,
    boolean followed,
    boolean writtenDown) {
  /** What is moved to. */
  public enum Kind {
    /** A branch of a repository. */
    BRANCH,
    /** A container image. */
    IMAGE
  }

  /**
   * A list of them: first what somebody has written down, then each remote's branches, then those
   * of this computer alone; each once.
   *
   * @param followed what the system follows now, if anything
   * @param editions with their references as they are for this system
   * @param refs of the repository
   * @param branches those of servers that were looked at, by remote
   */
  public static List<MoveTarget> list(
      Optional<String> followed,
      List<Edition> editions,
      List<Ref> refs,
      Map<String, List<Branch>> branches) {
    Map<String, MoveTarget> known = new TreeMap<>();
    for (Ref ref : refs) {
      if (!ref.internal() && ref.collection().isEmpty()) {
        String refspec = ref.refspec();
        known.put(
            refspec,
            branch(
                ref.remote().orElse(""),
                ref.name(),
                refspec,
                ref.checksum(),
                Optional.empty(),
                followed));
      }
    }
    branches.forEach(
        (remote, list) ->
            list.forEach(
                branch -> {
                  String refspec = remote + ":" + branch.name();
                  known.put(
                      refspec,
                      branch(
                          remote,
                          branch.name(),
                          refspec,
                          branch.newest(),
                          branch.version(),
                          followed));
                }));
    List<MoveTarget> all = new ArrayList<>();
    for (Edition edition : editions) {
      Optional<MoveTarget> here = Optional.ofNullable(known.remove(edition.reference()));
      all.add(
          new MoveTarget(
              edition.publisher(),
              edition.name(),
              edition.desktop(),
              edition.kind(),
              edition.reference(),
              here.flatMap(MoveTarget::newest),
              here.flatMap(MoveTarget::version),
              followed.filter(edition.reference()::equals).isPresent(),
              true));
    }
    known.values().stream()
        .sorted(Comparator.comparing((MoveTarget each) -> each.group().isEmpty()))
        .forEach(all::add);
    return List.copyOf(all);
  }

  /**
   * Other tags of an image as such targets, with the name of the image as their group.
   *
   * @param tags as its registry has them
   */
  public static List<MoveTarget> tags(ImageReference followed, List<String> tags) {
    return tags.stream()
        .map(
            tag ->
                new MoveTarget(
                    followed.name(),
                    tag,
                    Optional.empty(),
                    Kind.IMAGE,
                    followed.tagged(tag).text(),
                    Optional.empty(),
                    Optional.empty(),
                    followed.tagged(tag).text().equals(followed.text()),
                    false))
        .toList();
  }

  private static MoveTarget branch(
      String remote,
      String name,
      String refspec,
      Checksum newest,
      Optional<String> version,
      Optional<String> followed) {
    return new MoveTarget(
        remote,
        name,
        Optional.empty(),
        Kind.BRANCH,
        refspec,
        Optional.of(newest),
        version,
        followed.filter(refspec::equals).isPresent(),
        false);
  }

  /** One that somebody names, of which nothing else is known. */
  public static MoveTarget named(Kind kind, String reference) {
    return new MoveTarget(
        "",
        reference,
        Optional.empty(),
        kind,
        reference,
        Optional.empty(),
        Optional.empty(),
        false,
        false);
  }

  /** The same, of whose newest commit the version is known as well. */
  public MoveTarget of(Optional<String> known) {
    return new MoveTarget(
        group, name, desktop, kind, reference, newest, known, followed, writtenDown);
  }
}
