package org.understory.app.entry;

import java.util.EnumMap;
import java.util.Map;
import javafx.scene.layout.StackPane;
import org.kordamp.ikonli.javafx.FontIcon;
import org.understory.app.control.Shown;
import org.understory.model.tree.TreeEntry;

/** The symbol of an entry in a table's cell; keeps those that it has shown. */
public final class KindIcons extends StackPane {
  private final Map<TreeEntry.Kind, FontIcon> made = new EnumMap<>(TreeEntry.Kind.class);

  /** Shows nothing yet. */
  public KindIcons() {
    setMinWidth(USE_PREF_SIZE);
  }

  /** Shows the symbol of this kind. */
  public void show(TreeEntry.Kind kind) {
    FontIcon icon = made.get(kind);
    if (icon == null) {
      icon = KindIcon.of(kind);
      made.put(kind, icon);
      getChildren().add(icon);
    }
    Shown.only(icon, getChildren());
  }
}
