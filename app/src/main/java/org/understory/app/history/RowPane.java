package org.understory.app.history;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleConsumer;
import javafx.geometry.VPos;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Pane;
import javafx.scene.shape.Rectangle;
import javafx.scene.text.Text;
import org.understory.model.history.Commit;
import org.understory.model.text.Sanitizer;
import org.understory.resources.Messages;

/** What a row of the list draws: lanes, marks, subject, version, date and checksum. */
final class RowPane extends Pane {
  private static final int MAX_MARKS = 3;
  private static final double GAP = 6;

  /** One mark for so many pixels of the column, so that the subject keeps its place. */
  private static final double ROOM_FOR_MARK = 170;

  private static final double MAX_MARK = 200;

  /** Of the words of rows that don't answer what is looked for. */
  private static final double PALE = 0.35;

  private final Messages messages;
  private final DateTimeFormatter dates;
  private final GraphLanes lanes;
  private final DoubleConsumer widths;
  private final List<Label> marks = new ArrayList<>();
  private final Label subject = new Label();
  private final Text version = new Text();
  private final Text date = new Text();
  private final Text commit = new Text();
  private Columns columns = Columns.of(0, 0);
  private List<Badge> badges = List.of();
  private int shownMarks;
  private int allowedMarks = 1;

  /**
   * @param widths hears how wide the row has become
   */
  RowPane(Messages messages, DateTimeFormatter dates, double height, DoubleConsumer widths) {
    this.widths = widths;
    this.messages = messages;
    this.dates = dates;
    lanes = new GraphLanes(height);
    getStyleClass().add("history-row");
    // Bare texts: a label each would double the work of a scrolled row.
    for (Text text : List.of(version, date, commit)) {
      text.getStyleClass().add("cell-text");
      text.setTextOrigin(VPos.CENTER);
      text.setManaged(false);
    }
    commit.getStyleClass().add("mono");
    getChildren().addAll(lanes, subject, version, date, commit);
    setMinWidth(0);
    setPrefWidth(0);
    setPrefHeight(height);
  }

  /** Shows this row in place of the one before. */
  void show(HistoryRow row) {
    Commit shown = row.commit();
    lanes.draw(row.lanes(), shown.kind());
    subject.setText(
        shown.subject().isBlank()
            ? messages.get("history.no.subject")
            : Sanitizer.line(shown.subject()));
    version.setText(shown.version().map(Sanitizer::line).orElse(""));
    date.setText(dates.format(Instant.ofEpochSecond(shown.timestamp())));
    commit.setText(shown.checksum().brief());
    badges = row.marks();
    showMarks();
    // The lanes keep their colour, so that the graph stays one picture.
    double opacity = row.matches() ? 1 : PALE;
    getChildren().forEach(child -> child.setOpacity(child.equals(lanes) ? 1 : opacity));
    columns = Columns.of(0, GraphLanes.width(row.rows().graph().width()));
    requestLayout();
  }

  /** What a screen reader says of it. */
  String spoken() {
    String row =
        messages.get(
            "history.row", subject.getText(), version.getText(), date.getText(), commit.getText());
    return badges.isEmpty()
        ? row
        : messages.get(
            "history.row.marked",
            String.join(", ", badges.stream().map(Badge::text).toList()),
            row);
  }

  /** Marks that find no room are counted in one that names them in its tooltip. */
  private void showMarks() {
    int plain = Math.min(badges.size(), allowedMarks);
    shownMarks = plain + (badges.size() > plain ? 1 : 0);
    for (int i = 0; i < shownMarks; i++) {
      if (i == marks.size()) {
        marks.add(mark());
      }
      Label mark = marks.get(i);
      if (i < plain) {
        fill(mark, badges.get(i).text(), badges.get(i).tip(), badges.get(i).kind().style());
      } else {
        List<Badge> rest = badges.subList(plain, badges.size());
        String names = String.join("\n", rest.stream().map(Badge::text).toList());
        fill(mark, messages.get("history.badge.more", rest.size()), names, "plain");
      }
    }
    for (int i = 0; i < marks.size(); i++) {
      marks.get(i).setVisible(i < shownMarks);
    }
  }

  /** Most rows have none, so marks are made when a row first needs them. */
  private Label mark() {
    Label mark = new Label();
    mark.setTooltip(new Tooltip());
    mark.setMaxWidth(MAX_MARK);
    mark.setOpacity(subject.getOpacity());
    getChildren().add(mark);
    return mark;
  }

  private static void fill(Label mark, String text, String tip, String style) {
    mark.setText(text);
    mark.getTooltip().setText(tip);
    List<String> classes = List.of("label", "chip", style);
    if (!mark.getStyleClass().equals(classes)) {
      mark.getStyleClass().setAll(classes);
    }
  }

  @Override
  protected void layoutChildren() {
    double height = getHeight();
    columns = Columns.of(getWidth(), columns.subject());
    if (isVisible()) {
      // Rows that show nothing are laid out as well, some of them without any width.
      widths.accept(getWidth());
    }
    double room = columns.version() - columns.subject();
    int allowed = Math.clamp((int) (room / ROOM_FOR_MARK), 1, MAX_MARKS);
    if (allowed != allowedMarks) {
      allowedMarks = allowed;
      showMarks();
    }
    lanes.resizeRelocate(0, 0, columns.subject(), height);
    double x = columns.subject();
    double edge = columns.version() - GAP;
    for (int i = 0; i < shownMarks; i++) {
      Label mark = marks.get(i);
      double width = Math.min(Math.min(mark.prefWidth(-1), MAX_MARK), Math.max(0, edge - x));
      double markHeight = mark.prefHeight(-1);
      mark.resizeRelocate(x, Math.floor((height - markHeight) / 2), width, markHeight);
      x += width + GAP;
    }
    subject.resizeRelocate(x, 0, Math.max(0, edge - x), height);
    place(version, columns.version(), columns.date(), height);
    place(date, columns.date(), columns.commit(), height);
    place(commit, columns.commit(), columns.end(), height);
  }

  /** A text that is wider than its column is cut off; its whole is in the details. */
  private static void place(Text text, double from, double to, double height) {
    double width = to - from - GAP;
    text.setVisible(width > GAP);
    text.setX(from);
    text.setY(Math.floor(height / 2));
    boolean fits = text.getLayoutBounds().getWidth() <= width;
    text.setClip(fits ? null : new Rectangle(from, 0, Math.max(0, width), height));
  }
}
