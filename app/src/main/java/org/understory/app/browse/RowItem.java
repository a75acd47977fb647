package org.understory.app.browse;

import java.util.List;
import javafx.scene.control.TreeItem;
import org.understory.model.tree.TreeEntry;

/** A line of the tree that reads what is below it when it is first unfolded. */
final class RowItem extends TreeItem<Row> {
  private boolean asked;

  RowItem(Row row, BrowseViewModel model) {
    super(row);
    if (row instanceof Row.Entry(TreeEntry entry) && entry.kind() == TreeEntry.Kind.DIRECTORY) {
      getChildren().add(new TreeItem<>(new Row.Waiting()));
      expandedProperty()
          .subscribe(
              open -> {
                if (open && !asked) {
                  asked = true;
                  model.children(entry, rows -> fill(rows, model));
                }
              });
    }
  }

  private void fill(List<Row> rows, BrowseViewModel model) {
    getChildren().setAll(rows.stream().map(row -> new RowItem(row, model)).toList());
  }
}
