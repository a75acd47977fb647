package org.understory.app.entry;

import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignF;
import org.kordamp.ikonli.materialdesign2.MaterialDesignL;
import org.understory.model.tree.TreeEntry;

/** The symbol of a kind of entry. */
public final class KindIcon {
  private KindIcon() {}

  /** A fresh icon. */
  public static FontIcon of(TreeEntry.Kind kind) {
    FontIcon icon = new FontIcon(symbol(kind));
    icon.getStyleClass().addAll("kind-icon", style(kind));
    return icon;
  }

  /** Makes an icon show another kind. */
  public static void set(FontIcon icon, TreeEntry.Kind kind) {
    icon.setIconCode(symbol(kind));
    icon.getStyleClass().setAll("ikonli-font-icon", "kind-icon", style(kind));
  }

  private static Ikon symbol(TreeEntry.Kind kind) {
    return switch (kind) {
      case DIRECTORY -> MaterialDesignF.FOLDER;
      case SYMLINK -> MaterialDesignL.LINK_VARIANT;
      case FILE -> MaterialDesignF.FILE_OUTLINE;
    };
  }

  private static String style(TreeEntry.Kind kind) {
    return switch (kind) {
      case DIRECTORY -> "kind-folder";
      case SYMLINK -> "kind-link";
      case FILE -> "kind-file";
    };
  }
}
