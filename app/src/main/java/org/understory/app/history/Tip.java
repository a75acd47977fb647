package org.understory.app.history;

import java.util.Optional;
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
   */
  record Choice(
      String id,
      String group,
      String label,
      String tip,
      boolean deployment,
      Optional<String> branch,
      Checksum commit,
      BooleanProperty ticked)
      implements Tip {}

  /** How much of a group is ticked. */
  enum Ticked {
    NONE,
    SOME,
    ALL
  }
}
