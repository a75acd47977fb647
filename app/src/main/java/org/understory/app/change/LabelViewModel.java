package org.understory.app.change;

import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.beans.value.ObservableValue;
import org.understory.app.deployment.DeploymentWords;
import org.understory.model.plan.Operation;
import org.understory.model.system.Deployment;
import org.understory.model.system.Label;

/** Name and note of a deployment while they are written. */
public final class LabelViewModel {
  private final String id;
  private final String deployment;
  private final StringProperty name;
  private final StringProperty note;
  private final BooleanBinding changed;

  LabelViewModel(Deployment deployment) {
    this.id = deployment.id();
    this.deployment = DeploymentWords.name(deployment);
    Label before = deployment.label().orElse(new Label("", ""));
    name = new SimpleStringProperty(before.name());
    note = new SimpleStringProperty(before.note());
    changed = Bindings.createBooleanBinding(() -> !label().equals(before), name, note);
  }

  /** Version of the deployment, safe to show. */
  String deployment() {
    return deployment;
  }

  /** One short line. */
  StringProperty nameProperty() {
    return name;
  }

  /** A longer text. */
  StringProperty noteProperty() {
    return note;
  }

  /** Whether it is anything else than before. */
  ObservableValue<Boolean> changedProperty() {
    return changed;
  }

  /** The operation that it comes to. */
  Operation operation() {
    return new Operation.SetLabel(id, label());
  }

  private Label label() {
    String written = name.get().strip();
    return new Label(written, written.isEmpty() ? "" : note.get().strip());
  }
}
