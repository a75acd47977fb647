package org.understory.app.change;

import java.util.List;
import javafx.beans.Observable;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.understory.app.deployment.DeploymentWords;
import org.understory.model.plan.Operation;
import org.understory.model.system.Deployment;
import org.understory.model.system.KernelArguments;

/** The kernel arguments of a deployment while they are edited, a row each. */
public final class ArgumentsViewModel {
  private final String id;
  private final String name;
  private final List<String> before;
  private final ObservableList<StringProperty> rows =
      FXCollections.observableArrayList(row -> new Observable[] {row});
  private final ReadOnlyStringWrapper line = new ReadOnlyStringWrapper("");
  private final ReadOnlyBooleanWrapper changed = new ReadOnlyBooleanWrapper();

  ArgumentsViewModel(Deployment deployment) {
    id = deployment.id();
    name = DeploymentWords.name(deployment);
    before = deployment.kernelArguments().own().arguments();
    rows.addListener((Observable edited) -> update());
    reset();
  }

  /** Name of the deployment, safe to show. */
  String name() {
    return name;
  }

  /** A row for each argument, in order. */
  ObservableList<StringProperty> rows() {
    return rows;
  }

  /** What the kernel will be given. */
  ReadOnlyStringProperty lineProperty() {
    return line.getReadOnlyProperty();
  }

  /** Whether it is anything else than before. */
  ReadOnlyBooleanProperty changedProperty() {
    return changed.getReadOnlyProperty();
  }

  /** One more row, empty; gives it. */
  StringProperty add() {
    StringProperty row = new SimpleStringProperty("");
    rows.add(row);
    return row;
  }

  /** Takes a row away. */
  void remove(StringProperty row) {
    rows.removeIf(each -> each.equals(row));
  }

  /** As it was before anything was edited. */
  void reset() {
    rows.setAll(before.stream().map(SimpleStringProperty::new).toList());
    update();
  }

  /** What was written, split as the kernel would: a row may hold what was pasted from elsewhere. */
  List<String> arguments() {
    return rows.stream()
        .flatMap(row -> KernelArguments.parse(row.get()).arguments().stream())
        .toList();
  }

  /** The operation that it comes to. */
  Operation operation() {
    return new Operation.EditKernelArguments(id, arguments());
  }

  private void update() {
    List<String> now = arguments();
    line.set(String.join(" ", now));
    changed.set(!now.equals(before));
  }
}
