package org.understory.app.compare;

import javafx.collections.ObservableSet;
import javafx.scene.control.ToggleButton;
import org.understory.app.control.Tip;

/** Switches one kind of what is listed on and off, and says how many of it there are. */
final class FilterChip extends ToggleButton {
  /**
   * @param listed the kinds that are listed
   */
  <T> FilterChip(T kind, ObservableSet<T> listed, String style, String tip, String id) {
    getStyleClass().addAll("filter-chip", style);
    setTooltip(new Tip(tip));
    setId(id);
    setSelected(listed.contains(kind));
    selectedProperty()
        .subscribe(
            on -> {
              if (on) {
                listed.add(kind);
              } else {
                listed.remove(kind);
              }
            });
  }

  /** Shows this text; where there is none of the kind there is nothing to switch. */
  void show(String text, long number) {
    setText(text);
    setDisable(number == 0);
  }
}
