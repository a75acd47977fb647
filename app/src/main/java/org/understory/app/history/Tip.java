package org.understory.app.history;

import java.util.Optional;
import java.util.stream.Stream;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import org.understory.model.history.Checksum;

/** A line in the list of what the shown history starts from. */
sealed interface Tip {
  /** Safe to show. */
  String label();

  /** A remote, the deployments, or another kind of tip; the choices below it belong to it. */
  record Group(String id, String label, ReadOnlyObjectProperty<Ticked> ticked) implements Tip {}

  /**
   * A ref or deployment that can be ticked.
   *
   * @param id tells it from others also after it has moved to another commit
   * @param label its name, without the remote that the group names
   * @param tip its full name and commit, safe to show
   * @param branch as a refspec, not safe to show; empty for what nobody can follow
   * @param newer its newest commit on the server that was looked at, if that has the branch
   * @param unread whether it is a branch of a server whose versions nobody has looked for
   */
  record Choice(
      String id,
      String group,
      String label,
      String tip,
      boolean deployment,
      Optional<String> branch,
      Checksum commit,
      Optional<Checksum> newer,
      boolean unread,
      BooleanProperty ticked)
      implements Tip {
    /** Where its history starts, as far as that has been read. */
    Stream<Checksum> commits() {
      return unread ? Stream.empty() : Stream.concat(Stream.of(commit), newer.stream());
    }
  }

  /** How much of a group is ticked. */
  enum Ticked {
    NONE,
    SOME,
    ALL
  }
}
