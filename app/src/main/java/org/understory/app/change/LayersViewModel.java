package org.understory.app.change;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.beans.value.ObservableValue;
import javafx.collections.FXCollections;
import javafx.collections.ObservableSet;
import org.understory.model.packages.LayerRequests;
import org.understory.model.packages.PackageFile;
import org.understory.model.plan.Operation;
import org.understory.model.plan.Operation.UsePackageFiles.Use;

/** Which packages are to be layered on a system or left out of it, while that is written down. */
public final class LayersViewModel {
  /** Whose packages they are. */
  enum Kind {
    /** Layered on the version, or not. */
    LAYERED,
    /** Part of the version, or left out. */
    DELIVERED
  }

  private final String stateroot;
  private final LayerRequests asked;
  private final Kind kind;
  private final List<String> layered;
  private final StringProperty names = new SimpleStringProperty("");
  private final ObservableSet<String> leaving = FXCollections.observableSet();
  private final BooleanBinding changed;
  private final Optional<Supplier<List<Path>>> chooser;

  /**
   * At first for those that are layered.
   *
   * @param chooser asks for files with packages, where these can be brought
   */
  LayersViewModel(String stateroot, LayerRequests asked, Optional<Supplier<List<Path>>> chooser) {
    this(stateroot, asked, chooser, Kind.LAYERED);
  }

  private LayersViewModel(
      String stateroot, LayerRequests asked, Optional<Supplier<List<Path>>> chooser, Kind kind) {
    this.chooser = chooser;
    this.stateroot = stateroot;
    this.asked = asked;
    this.kind = kind;
    layered =
        switch (kind) {
          case LAYERED -> Stream.concat(asked.packages().stream(), asked.local().stream()).toList();
          case DELIVERED ->
              Stream.of(
                      asked.removed(),
                      asked.replaced(),
                      asked.replacedFrom().values().stream().flatMap(List::stream).toList())
                  .flatMap(List::stream)
                  .distinct()
                  .toList();
        };
    changed =
        Bindings.createBooleanBinding(
            () -> !wanted().isEmpty() || !leaving.isEmpty(), names, leaving);
  }

  /** Whose packages are edited. */
  Kind kind() {
    return kind;
  }

  /** The same for those of the other kind; one change is about one of them. */
  LayersViewModel other() {
    return new LayersViewModel(
        stateroot, asked, chooser, kind == Kind.LAYERED ? Kind.DELIVERED : Kind.LAYERED);
  }

  /** What asks for files with packages; empty where nothing can be done with them. */
  Optional<Supplier<List<Path>>> chooser() {
    return chooser;
  }

  /** The operation that brings these. */
  Operation bringing(List<PackageFile> files) {
    return new Operation.UsePackageFiles(
        stateroot,
        switch (kind) {
          case LAYERED -> Use.LAYER;
          case DELIVERED -> Use.REPLACE;
        },
        files);
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
    return switch (kind) {
      case LAYERED -> new Operation.ChangeLayers(stateroot, wanted(), going);
      case DELIVERED -> new Operation.ChangeOverrides(stateroot, wanted(), going);
    };
  }

  private List<String> wanted() {
    return Arrays.stream(names.get().split("[\\s,\uff0c\u3001]+"))
        .filter(name -> !name.isEmpty())
        .distinct()
        .toList();
  }
}
