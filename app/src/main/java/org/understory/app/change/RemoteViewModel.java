package org.understory.app.change;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.beans.value.ObservableValue;
import org.understory.app.state.Background;
import org.understory.app.state.Latest;
import org.understory.app.state.Result;
import org.understory.model.operation.StoreException;
import org.understory.model.plan.Names;
import org.understory.model.plan.Operation;
import org.understory.model.remote.KeyBlock;
import org.understory.model.remote.Remote;
import org.understory.store.repo.PublicKeyFile;

/** A remote while it is described. */
public final class RemoteViewModel {
  /** How a field is filled in. */
  enum Entry {
    EMPTY,
    GOOD,
    WRONG,
    TAKEN
  }

  private final List<Remote> known;
  private final Supplier<Optional<Path>> chooser;
  private final Latest reading;
  private final StringProperty name = new SimpleStringProperty("");
  private final StringProperty url = new SimpleStringProperty("");
  private final BooleanProperty verified = new SimpleBooleanProperty(true);
  private final ReadOnlyObjectWrapper<Optional<Result<KeyBlock>>> key =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final BooleanBinding complete;

  /**
   * @param known those that are there already
   * @param chooser asks for the file of a key
   */
  RemoteViewModel(List<Remote> known, Background background, Supplier<Optional<Path>> chooser) {
    this.known = List.copyOf(known);
    this.chooser = chooser;
    reading = new Latest(background);
    complete =
        Bindings.createBooleanBinding(
            () ->
                nameEntry() == Entry.GOOD
                    && urlEntry() == Entry.GOOD
                    && !reading.runningProperty().get()
                    && key.get().filter(it -> !(it instanceof Result.Done<KeyBlock>)).isEmpty(),
            name,
            url,
            key,
            reading.runningProperty());
  }

  StringProperty nameProperty() {
    return name;
  }

  StringProperty urlProperty() {
    return url;
  }

  /** Whether signatures are to be checked. */
  BooleanProperty verifiedProperty() {
    return verified;
  }

  /** What the chosen file holds, or why it can't be used; empty while none is chosen. */
  ReadOnlyObjectProperty<Optional<Result<KeyBlock>>> keyProperty() {
    return key.getReadOnlyProperty();
  }

  /** Whether it can be added so. */
  ObservableValue<Boolean> completeProperty() {
    return complete;
  }

  Entry nameEntry() {
    String written = name.get().strip();
    if (known.stream().anyMatch(each -> each.name().equals(written))) {
      return Entry.TAKEN;
    }
    return entry(written, Names::requireRemote);
  }

  Entry urlEntry() {
    return entry(url.get().strip(), Names::requireAddress);
  }

  /** Asks for a key, and reads it. */
  void chooseKey() {
    chooser
        .get()
        .ifPresent(
            file ->
                reading.submit(
                    job -> PublicKeyFile.read(file), result -> key.set(Optional.of(result))));
  }

  /** Takes the key away again. */
  void dropKey() {
    reading.cancel();
    key.set(Optional.empty());
  }

  /** The operation that it comes to. */
  Operation operation() {
    Optional<String> block =
        key.get()
            .flatMap(
                it ->
                    it instanceof Result.Done<KeyBlock>(KeyBlock read)
                        ? Optional.of(read.armored())
                        : Optional.empty());
    return new Operation.AddRemote(name.get().strip(), url.get().strip(), verified.get(), block);
  }

  private static Entry entry(String text, Rule rule) {
    if (text.isEmpty()) {
      return Entry.EMPTY;
    }
    try {
      rule.require(text);
      return Entry.GOOD;
    } catch (StoreException unsafe) {
      return Entry.WRONG;
    }
  }

  /** What a name or address has to be. */
  @FunctionalInterface
  private interface Rule {
    void require(String text) throws StoreException;
  }
}
