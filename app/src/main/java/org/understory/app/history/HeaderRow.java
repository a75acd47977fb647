package org.understory.app.history;

import javafx.scene.control.Label;
import javafx.scene.layout.Pane;
import org.understory.resources.Messages;

/** The names of the columns, above the list and in line with it. */
final class HeaderRow extends Pane {
  private final HistoryViewModel model;
  private final GraphListView list;
  private final Label subject;
  private final Label version;
  private final Label date;
  private final Label commit;

  HeaderRow(HistoryViewModel model, GraphListView list, Messages messages) {
    this.model = model;
    this.list = list;
    getStyleClass().add("history-header");
    subject = new Label(messages.get("history.column.subject"));
    version = new Label(messages.get("history.column.version"));
    date = new Label(messages.get("history.column.date"));
    commit = new Label(messages.get("history.column.commit"));
    getChildren().addAll(subject, version, date, commit);
    setMinHeight(28);
    setPrefHeight(28);
    model.arrangementProperty().subscribe(this::requestLayout);
    list.rowWidthProperty().subscribe(this::requestLayout);
  }

  @Override
  protected void layoutChildren() {
    double lanes = GraphLanes.width(model.arrangementProperty().get().graph().width());
    Columns columns = Columns.of(list.rowWidthProperty().get(), lanes);
    place(subject, columns.subject(), columns.version());
    place(version, columns.version(), columns.date());
    place(date, columns.date(), columns.commit());
    place(commit, columns.commit(), columns.end());
  }

  private void place(Label label, double from, double to) {
    label.setVisible(to - from > 1);
    label.resizeRelocate(from, 0, Math.max(0, to - from), getHeight());
  }
}
