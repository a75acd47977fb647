package org.understory.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javafx.animation.PauseTransition;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.beans.property.SimpleStringProperty;
import javafx.scene.Scene;
import javafx.scene.control.TreeItem;
import javafx.scene.control.TreeTableColumn;
import javafx.scene.control.TreeTableView;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import javafx.util.Duration;

/**
 * What no JavaFX program can be faster than: a window into which a table of five columns comes, as
 * JavaFX has it, with forty rows of words. Tells for how long that held up the thread that draws,
 * in the way Understory does with {@code -Dunderstory.first-visits}, and leaves.
 */
public final class BareTable extends Application {
  private static final int COLUMNS = 5;
  private static final int ROWS = 40;
  private static final Path SCHEDULE = Path.of("/proc/thread-self/schedstat");

  private long last;
  private long longest;
  private boolean marking = true;

  /** Entry point. */
  public static void main(String[] arguments) {
    launch(BareTable.class);
  }

  @Override
  public void start(Stage stage) {
    StackPane root = new StackPane();
    stage.setScene(new Scene(root, 1180, 780));
    stage.show();
    after(
        1,
        () -> {
          last = now();
          mark();
          root.getChildren().add(table());
          after(
              2,
              () -> {
                System.out.printf("held-up %.1f table%n", longest / 1e6);
                marking = false;
                stage.close();
              });
        });
  }

  private static void after(int seconds, Runnable work) {
    PauseTransition pause = new PauseTransition(Duration.seconds(seconds));
    pause.setOnFinished(event -> work.run());
    pause.play();
  }

  private static TreeTableView<String> table() {
    TreeTableView<String> table = new TreeTableView<>(new TreeItem<>("root"));
    for (int i = 0; i < COLUMNS; i++) {
      TreeTableColumn<String, String> column = new TreeTableColumn<>("Column " + i);
      column.setCellValueFactory(cell -> new SimpleStringProperty(cell.getValue().getValue()));
      column.setPrefWidth(200);
      table.getColumns().add(column);
    }
    for (int i = 0; i < ROWS; i++) {
      table.getRoot().getChildren().add(new TreeItem<>("Row " + i));
    }
    table.setShowRoot(false);
    table.getRoot().setExpanded(true);
    return table;
  }

  private void mark() {
    long now = now();
    longest = Math.max(longest, now - last);
    last = now;
    if (marking) {
      Platform.runLater(this::mark);
    }
  }

  /** The clock, less what this thread waited for a processor that others had. */
  private static long now() {
    try {
      long waited = Long.parseLong(Files.readString(SCHEDULE).strip().split(" ", -1)[1]);
      return System.nanoTime() - waited;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
