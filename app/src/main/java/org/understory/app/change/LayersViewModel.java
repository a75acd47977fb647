package org.understory.app.change;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.beans.value.ObservableValue;
import javafx.collections.FXCollections;
import javafx.collections.ObservableSet;
import org.understory.model.packages.LayerRequests;
import org.understory.model.plan.Operation;

/** Which packages are to be layered on a system, while that is written down. */
public final class LayersViewModel {
  private final String stateroot;
  private final List<String> layered;
  private final StringProperty names = new SimpleStringProperty("");
  private final ObservableSet<String> leaving = FXCollections.observableSet();
  private final BooleanBinding changed;

  LayersViewModel(String stateroot, LayerRequests asked) {
    this.stateroot = stateroot;
    layered = Stream.concat(asked.packages().stream(), asked.local().stream()).toList();
    changed =
        Bindings.createBooleanBinding(
            () -> !wanted().isEmpty() || !leaving.isEmpty(), names, leaving);
  }

  /** What is asked for now; not safe to show until sanitized. */
  List<String> layered() {
    return layered;
  }

  /** Names of packages that are to come, with blanks or commas between them. */
  StringProperty namesProperty() {
    return names;
  }

  /** Has one that is asked for go, or stay. */
  void leave(String name, boolean leaves) {
    if (leaves) {
      leaving.add(name);
    } else {
      leaving.remove(name);
    }
  }

  /** Whether one goes. */
  boolean leaves(String name) {
    return leaving.contains(name);
  }

  /** Whether there is anything to do. */
  ObservableValue<Boolean> changedProperty() {
    return changed;
  }

  /** The operation that it comes to. */
  Operation operation() {
    List<String> going = new ArrayList<>(layered);
    going.retainAll(leaving);
    return new Operation.ChangeLayers(stateroot, wanted(), going);
  }

  private List<String> wanted() {
    return Arrays.stream(names.get().split("[\\s,\uff0c\u3001]+"))
        .filter(name -> !name.isEmpty())
        .distinct()
        .toList();
  }
}
