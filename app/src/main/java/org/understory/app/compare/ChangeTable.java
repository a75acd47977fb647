package org.understory.app.compare;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import javafx.beans.property.SimpleObjectProperty;
import javafx.geometry.Pos;
import javafx.scene.control.TreeItem;
import javafx.scene.control.TreeTableCell;
import javafx.scene.control.TreeTableColumn;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.understory.app.control.LargeTreeTable;
import org.understory.app.state.Background;
import org.understory.app.text.SizeText;
import org.understory.model.tree.Change;
import org.understory.model.tree.ChangeTree;
import org.understory.model.tree.ChangeTree.Node;
import org.understory.model.tree.TreeDiff.Summary;
import org.understory.resources.Messages;

/** The changes, by folder or one below the other. */
final class ChangeTable extends LargeTreeTable<Node> {
  /** So few changes are all unfolded at once. */
  private static final int UNFOLDED = 200;

  private final CompareViewModel model;
  private final SizeText sizes;

  ChangeTable(CompareViewModel model, Background background, Messages messages) {
    super(background);
    this.model = model;
    this.sizes = new SizeText(messages);
    setId("compare-tree");
    setAccessibleText(messages.get("compare.tree"));
    getStyleClass().add("entry-table");
    setColumnResizePolicy(CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
    setColumns(messages);
    model.siftedProperty().subscribe(this::fill);
    model.flatProperty().subscribe(() -> fill(model.siftedProperty().get()));
    addEventFilter(KeyEvent.KEY_PRESSED, this::onKey);
  }

  /** The selected change; empty on a folder that only holds changes. */
  Optional<Change> selected() {
    return Optional.ofNullable(getSelectionModel().getSelectedItem())
        .flatMap(item -> item.getValue().change());
  }

  private void setColumns(Messages messages) {
    TreeTableColumn<Node, Node> name = column(messages.get("browse.column.name"), 380);
    name.setCellFactory(view -> new ChangeNameCell(model.flatProperty()));
    name.setComparator(Comparator.comparing(Node::path));
    name.getStyleClass().add("first");
    name.setMinWidth(200);
    TreeTableColumn<Node, Node> kind = column(messages.get("compare.column.change"), 190);
    ChangeKindWords words = new ChangeKindWords(messages);
    kind.setCellFactory(view -> new ChangeKindCell(words));
    kind.setComparator(
        Comparator.comparing(
            node -> node.change().map(it -> ChangeKindWords.key(it.change())).orElse("")));
    kind.setMinWidth(120);
    getColumns().add(name);
    getColumns().add(kind);
    List.of(
            number(
                messages.get("compare.column.before"),
                node -> present(node.totals().sizeBefore(), node, Change.Kind.ADDED),
                Comparator.comparingLong(node -> node.totals().sizeBefore())),
            number(
                messages.get("compare.column.after"),
                node -> present(node.totals().sizeAfter(), node, Change.Kind.REMOVED),
                Comparator.comparingLong(node -> node.totals().sizeAfter())),
            number(
                messages.get("compare.column.difference"),
                this::difference,
                Comparator.comparingLong(
                    node -> node.totals().sizeAfter() - node.totals().sizeBefore())))
        .forEach(this::addSizes);
  }

  /** Sizes that nobody has asked the server for would be shown as none. */
  private void addSizes(TreeTableColumn<Node, Node> column) {
    getColumns().add(column);
    model
        .comparisonProperty()
        .subscribe(
            now -> {
              if (now instanceof Comparison.Answered answer) {
                column.setVisible(answer.away().filter(it -> !it.sized()).isEmpty());
              }
            });
  }

  private String present(long size, Node node, Change.Kind absent) {
    boolean nothing =
        node.change().filter(it -> it.change() == absent).isPresent()
            || (node.totals().sizeBefore() == 0 && node.totals().sizeAfter() == 0);
    return nothing ? "" : sizes.brief(size);
  }

  private String difference(Node node) {
    Summary totals = node.totals();
    return totals.sizeBefore() == totals.sizeAfter()
        ? ""
        : sizes.change(totals.sizeBefore(), totals.sizeAfter());
  }

  /** A removed file and the folder in its place share a path. */
  @Override
  protected Object key(Node row) {
    return row.isFolder() ? row.path() + "/" : row.path();
  }

  private void fill(Sifted sifted) {
    show(
        model.flatProperty().get()
            ? new Flat(sifted)
            : new ByFolder(sifted.tree(), wayDown(sifted)));
  }

  /** JavaFX would unfold folder by folder and count all rows anew each time. */
  private void onKey(KeyEvent event) {
    TreeItem<Node> selected = getSelectionModel().getSelectedItem();
    if (event.getCode() == KeyCode.MULTIPLY && selected != null && !selected.isLeaf()) {
      unfoldAll(selected.getValue());
      event.consume();
    }
  }

  /** The folders to unfold at first: all, or those down to where the changes first divide. */
  private static Predicate<Node> wayDown(Sifted sifted) {
    if (sifted.changes().size() <= UNFOLDED) {
      return folder -> true;
    }
    Set<String> way = new HashSet<>();
    Node at = sifted.tree();
    while (at.children().size() == 1) {
      at = at.children().getFirst();
      way.add(at.path());
    }
    return folder -> way.contains(folder.path());
  }

  private record ByFolder(Node root, Predicate<Node> unfolded) implements Source<Node> {
    @Override
    public boolean isFolder(Node row) {
      return !row.children().isEmpty();
    }

    @Override
    public List<Node> below(Node folder) {
      return folder.children();
    }

    @Override
    public boolean startsUnfolded(Node folder) {
      return unfolded.test(folder);
    }
  }

  private record Flat(Sifted sifted) implements Source<Node> {
    @Override
    public Node root() {
      return sifted.tree();
    }

    @Override
    public boolean isFolder(Node row) {
      return false;
    }

    @Override
    public List<Node> below(Node folder) {
      return sifted.changes().stream().map(ChangeTree::leaf).toList();
    }

    @Override
    public boolean startsUnfolded(Node folder) {
      return false;
    }
  }

  private static TreeTableColumn<Node, Node> column(String title, double width) {
    TreeTableColumn<Node, Node> column = new TreeTableColumn<>(title);
    column.setCellValueFactory(cell -> new SimpleObjectProperty<>(cell.getValue().getValue()));
    column.setPrefWidth(width);
    return column;
  }

  private static TreeTableColumn<Node, Node> number(
      String title, Function<Node, String> words, Comparator<Node> order) {
    TreeTableColumn<Node, Node> column = column(title, 115);
    // Room for +308 bytes, with a scroll bar beside it.
    column.setMinWidth(105);
    column.setMaxWidth(150);
    column.getStyleClass().add("number");
    column.setComparator(order);
    column.setCellFactory(
        view -> {
          TreeTableCell<Node, Node> cell =
              new TreeTableCell<>() {
                @Override
                protected void updateItem(Node node, boolean empty) {
                  super.updateItem(node, empty);
                  setText(empty || node == null ? null : words.apply(node));
                }
              };
          cell.getStyleClass().add("number");
          cell.setAlignment(Pos.CENTER_RIGHT);
          return cell;
        });
    return column;
  }
}
