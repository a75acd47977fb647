package org.understory.app.browse;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import javafx.beans.property.SimpleObjectProperty;
import javafx.geometry.Pos;
import javafx.scene.control.TreeItem;
import javafx.scene.control.TreeTableCell;
import javafx.scene.control.TreeTableColumn;
import javafx.scene.control.TreeTableRow;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import org.jspecify.annotations.Nullable;
import org.understory.app.control.LargeTreeTable;
import org.understory.app.control.TypeAhead;
import org.understory.app.entry.EntryWords;
import org.understory.app.state.Background;
import org.understory.app.text.SizeText;
import org.understory.model.tree.FileMode;
import org.understory.model.tree.TreeEntry;
import org.understory.resources.Messages;

/** The folder on screen, row by row; folders unfold in place or open. */
final class EntryTable extends LargeTreeTable<Row> {
  private final BrowseViewModel model;
  private final TypeAhead ahead = new TypeAhead(System::nanoTime);
  private final Map<String, List<Row>> read = new HashMap<>();
  private boolean following;

  EntryTable(BrowseViewModel model, Background background, Messages messages) {
    super(background);
    this.model = model;
    setId("browse-tree");
    setAccessibleText(messages.get("browse.tree"));
    getStyleClass().add("entry-table");
    setColumnResizePolicy(CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
    getColumns().add(nameColumn(messages));
    SizeText sizes = new SizeText(messages);
    EntryWords words = new EntryWords(messages);
    getColumns()
        .add(
            column(
                messages.get("browse.column.size"),
                100,
                true,
                entry ->
                    entry.kind() == TreeEntry.Kind.FILE && EntryWords.known(entry)
                        ? sizes.brief(entry.size())
                        : "",
                Comparator.comparingLong(TreeEntry::size)));
    getColumns()
        .add(
            column(
                messages.get("browse.column.mode"),
                150,
                false,
                entry -> EntryWords.known(entry) ? mode(entry) : "",
                Comparator.comparingInt(TreeEntry::mode)));
    getColumns()
        .add(
            column(
                messages.get("browse.column.owner"),
                80,
                false,
                entry -> EntryWords.known(entry) ? words.owner(entry) : "",
                Comparator.comparingInt(TreeEntry::uid).thenComparingInt(TreeEntry::gid)));
    setRowFactory(table -> row());
    model.passingProperty().subscribe(this::fill);
    model.details().entryProperty().subscribe(this::follow);
    getSelectionModel()
        .selectedItemProperty()
        .subscribe(
            item -> {
              if (!following && !isChanging()) {
                model.select(entry(item));
              }
            });
    addEventHandler(KeyEvent.KEY_TYPED, this::onTyped);
  }

  /** The entry whose row is selected. */
  Optional<TreeEntry> selected() {
    return entry(getSelectionModel().getSelectedItem());
  }

  @Override
  protected Object key(Row row) {
    return row instanceof Row.Entry(TreeEntry entry) ? entry.path() : row;
  }

  @Override
  protected void unfolded(Row folder) {
    if (folder instanceof Row.Entry(TreeEntry entry) && !read.containsKey(entry.path())) {
      List<TreeEntry> listed = model.passingProperty().get();
      model.children(
          entry,
          rows -> {
            if (listed.equals(model.passingProperty().get())) {
              read.put(entry.path(), rows);
              update(new Entries(listed, Map.copyOf(read)));
            }
          });
    }
  }

  @Override
  protected void shown() {
    follow(model.details().entryProperty().get());
  }

  private void fill(List<TreeEntry> entries) {
    read.clear();
    show(new Entries(entries, Map.of()));
  }

  /**
   * The folder on screen.
   *
   * @param read what is in the folders below it that have been unfolded, by their paths
   */
  private record Entries(List<TreeEntry> listed, Map<String, List<Row>> read)
      implements Source<Row> {
    @Override
    public Row root() {
      return new Row.Empty();
    }

    @Override
    public boolean isFolder(Row row) {
      return row instanceof Row.Entry(TreeEntry entry) && entry.kind() == TreeEntry.Kind.DIRECTORY;
    }

    @Override
    public List<Row> below(Row folder) {
      return folder instanceof Row.Entry(TreeEntry entry)
          ? read.getOrDefault(entry.path(), List.of(new Row.Waiting()))
          : listed.stream().<Row>map(Row.Entry::new).toList();
    }

    @Override
    public boolean startsUnfolded(Row folder) {
      return false;
    }
  }

  private void follow(Optional<TreeEntry> shown) {
    TreeItem<Row> chosen = getSelectionModel().getSelectedItem();
    if (chosen != null && entry(chosen).isEmpty()) {
      // A line that stands in for what a folder holds, for example that it can't be read.
      return;
    }
    // By path: the details hold attributes that a list leaves out.
    Optional<String> path = shown.map(TreeEntry::path);
    if (path.equals(selected().map(TreeEntry::path))) {
      return;
    }
    following = true;
    getSelectionModel().clearSelection();
    getRoot().getChildren().stream()
        .filter(item -> entry(item).map(TreeEntry::path).equals(path) && path.isPresent())
        .findFirst()
        .ifPresent(
            item -> {
              int index = getRow(item);
              getSelectionModel().select(index);
              getFocusModel().focus(index);
              scrollTo(Math.max(0, index - 4));
            });
    following = false;
  }

  private void onTyped(KeyEvent event) {
    String letter = event.getCharacter();
    if (letter.isEmpty()
        || letter.charAt(0) <= ' '
        || event.isShortcutDown()
        || event.isAltDown()) {
      return;
    }
    List<String> names = new ArrayList<>(getExpandedItemCount());
    for (int i = 0; i < getExpandedItemCount(); i++) {
      names.add(entry(getTreeItem(i)).map(TreeEntry::name).orElse(""));
    }
    int found = ahead.find(names, getSelectionModel().getSelectedIndex(), letter);
    if (found >= 0) {
      getSelectionModel().clearAndSelect(found);
      scrollTo(Math.max(0, found - 4));
    }
    event.consume();
  }

  private TreeTableRow<Row> row() {
    TreeTableRow<Row> row = new TreeTableRow<>();
    row.setOnMouseClicked(
        event -> {
          if (event.getButton() == MouseButton.PRIMARY && event.getClickCount() == 2) {
            entry(row.getTreeItem()).ifPresent(model::enter);
          }
        });
    return row;
  }

  private static Optional<TreeEntry> entry(@Nullable TreeItem<Row> item) {
    return item != null && item.getValue() instanceof Row.Entry(TreeEntry entry)
        ? Optional.of(entry)
        : Optional.empty();
  }

  private static String mode(TreeEntry entry) {
    FileMode mode = new FileMode(entry.mode());
    return mode.text() + "  " + mode.octal();
  }

  private static TreeTableColumn<Row, Row> nameColumn(Messages messages) {
    TreeTableColumn<Row, Row> column = new TreeTableColumn<>(messages.get("browse.column.name"));
    column.setCellValueFactory(cell -> new SimpleObjectProperty<>(cell.getValue().getValue()));
    column.setCellFactory(view -> new NameCell(messages));
    column.setComparator(entries(Row.FOLDERS_FIRST));
    column.getStyleClass().add("first");
    column.setPrefWidth(420);
    column.setMinWidth(180);
    return column;
  }

  private static TreeTableColumn<Row, Row> column(
      String title,
      double width,
      boolean right,
      Function<TreeEntry, String> words,
      Comparator<TreeEntry> order) {
    TreeTableColumn<Row, Row> column = new TreeTableColumn<>(title);
    column.setCellValueFactory(cell -> new SimpleObjectProperty<>(cell.getValue().getValue()));
    column.setCellFactory(
        view -> {
          TreeTableCell<Row, Row> cell =
              new TreeTableCell<>() {
                @Override
                protected void updateItem(Row row, boolean empty) {
                  super.updateItem(row, empty);
                  setText(
                      !empty && row instanceof Row.Entry(TreeEntry entry)
                          ? words.apply(entry)
                          : null);
                }
              };
          cell.getStyleClass().add(right ? "number" : "mono");
          cell.setAlignment(right ? Pos.CENTER_RIGHT : Pos.CENTER_LEFT);
          return cell;
        });
    column.setComparator(entries(order));
    column.setPrefWidth(width);
    column.setMinWidth(width);
    column.setMaxWidth(width * 1.5);
    if (right) {
      column.getStyleClass().add("number");
    }
    return column;
  }

  private static Comparator<Row> entries(Comparator<TreeEntry> order) {
    return (a, b) ->
        a instanceof Row.Entry(TreeEntry first) && b instanceof Row.Entry(TreeEntry second)
            ? order.compare(first, second)
            : 0;
  }
}
