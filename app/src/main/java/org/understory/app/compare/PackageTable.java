package org.understory.app.compare;

import static org.understory.model.text.Sanitizer.line;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.control.TreeTableCell;
import javafx.scene.control.TreeTableColumn;
import org.understory.app.control.LargeTreeTable;
import org.understory.app.state.Background;
import org.understory.resources.Messages;

/** The packages that differ, grouped by what happened to them. */
final class PackageTable extends LargeTreeTable<PackageRow> {
  PackageTable(PackagesViewModel model, Background background, Messages messages) {
    super(background);
    setId("packages-table");
    setAccessibleText(messages.get("compare.packages.table"));
    getStyleClass().add("entry-table");
    setColumnResizePolicy(CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
    PackageWords words = new PackageWords(messages);
    TreeTableColumn<PackageRow, PackageRow> name =
        column(messages.get("compare.packages.column.name"), 260, it -> it.name());
    name.setCellFactory(view -> new PackageNameCell(words));
    name.getStyleClass().add("first");
    name.setMinWidth(180);
    getColumns().add(name);
    getColumns()
        .add(
            text(
                messages.get("compare.packages.column.before"), 190, it -> it.before().orElse("")));
    getColumns()
        .add(text(messages.get("compare.packages.column.after"), 190, it -> it.after().orElse("")));
    getColumns().add(text(messages.get("compare.packages.column.arch"), 100, it -> it.arch()));
    TreeTableColumn<PackageRow, PackageRow> notes =
        column(messages.get("compare.packages.column.notes"), 190, PackageTable::weight);
    notes.setCellFactory(view -> new PackageNotesCell(words));
    notes.setMinWidth(120);
    getColumns().add(notes);
    model.listedProperty().subscribe(this::fill);
  }

  /** The selected package; empty on a group. */
  Optional<PackageChange> selected() {
    return Optional.ofNullable(getSelectionModel().getSelectedItem())
        .flatMap(
            item ->
                item.getValue() instanceof PackageRow.One(PackageChange change)
                    ? Optional.of(change)
                    : Optional.empty());
  }

  @Override
  protected Object key(PackageRow row) {
    return switch (row) {
      case PackageRow.Root(var all) -> "";
      case PackageRow.Group(PackageChange.Kind kind, var all) -> kind;
      case PackageRow.One(PackageChange change) -> change;
    };
  }

  private void fill(List<PackageChange> changes) {
    show(new Grouped(new PackageRow.Root(changes)));
  }

  /** The gravest first, when sorted downwards. */
  private static String weight(PackageChange change) {
    return change.advisories().isEmpty()
        ? change.mark().map(it -> " ").orElse("")
        : "x" + change.advisories().getFirst().severity().ordinal();
  }

  private record Grouped(PackageRow.Root root) implements Source<PackageRow> {
    @Override
    public boolean isFolder(PackageRow row) {
      return !(row instanceof PackageRow.One);
    }

    @Override
    public List<PackageRow> below(PackageRow row) {
      return switch (row) {
        case PackageRow.Root(var changes) ->
            Arrays.stream(PackageChange.Kind.values())
                .map(kind -> group(kind, changes))
                .filter(group -> !group.changes().isEmpty())
                .<PackageRow>map(group -> group)
                .toList();
        case PackageRow.Group(var kind, var changes) ->
            changes.stream().<PackageRow>map(PackageRow.One::new).toList();
        case PackageRow.One(var change) -> List.of();
      };
    }

    private static PackageRow.Group group(PackageChange.Kind kind, List<PackageChange> changes) {
      return new PackageRow.Group(kind, changes.stream().filter(it -> it.kind() == kind).toList());
    }

    @Override
    public boolean startsUnfolded(PackageRow row) {
      return true;
    }
  }

  private static TreeTableColumn<PackageRow, PackageRow> column(
      String title, double width, Function<PackageChange, String> words) {
    TreeTableColumn<PackageRow, PackageRow> column = new TreeTableColumn<>(title);
    column.setCellValueFactory(cell -> new SimpleObjectProperty<>(cell.getValue().getValue()));
    column.setPrefWidth(width);
    // Groups stay in their order whatever sorts the packages in them.
    column.setComparator(
        Comparator.comparing(
            row -> row instanceof PackageRow.One(PackageChange change) ? words.apply(change) : ""));
    return column;
  }

  private static TreeTableColumn<PackageRow, PackageRow> text(
      String title, double width, Function<PackageChange, String> words) {
    TreeTableColumn<PackageRow, PackageRow> column = column(title, width, words);
    column.setMinWidth(80);
    column.setCellFactory(
        view -> {
          TreeTableCell<PackageRow, PackageRow> cell =
              new TreeTableCell<>() {
                @Override
                protected void updateItem(PackageRow row, boolean empty) {
                  super.updateItem(row, empty);
                  setText(
                      !empty && row instanceof PackageRow.One(PackageChange change)
                          ? line(words.apply(change))
                          : null);
                }
              };
          cell.getStyleClass().add("mono");
          return cell;
        });
    return column;
  }
}
