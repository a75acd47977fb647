package org.understory.app.compare;

import atlantafx.base.controls.CustomTextField;
import javafx.beans.property.StringProperty;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignF;
import org.understory.app.control.Tip;

/** A field that narrows a list to what holds its text. */
final class FilterField extends CustomTextField {
  /**
   * @param wanted follows it, and the other way round
   */
  FilterField(String prompt, String tip, String id, StringProperty wanted) {
    setLeft(new FontIcon(MaterialDesignF.FILTER_OUTLINE));
    setPromptText(prompt);
    setAccessibleText(prompt);
    setTooltip(new Tip(tip));
    setId(id);
    setPrefWidth(230);
    setMinWidth(110);
    textProperty().bindBidirectional(wanted);
  }

  /** Takes the keyboard, and would be written over. */
  void take() {
    requestFocus();
    selectAll();
  }
}
