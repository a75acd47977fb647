package org.understory.app.change;

import java.util.Optional;
import java.util.Set;
import javafx.scene.control.RadioButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.FlowPane;
import org.understory.model.plan.Operation;
import org.understory.model.plan.Operation.Halfway;
import org.understory.model.plan.Operation.Halfway.Stop;
import org.understory.model.plan.Plan;
import org.understory.resources.Messages;

/** How far an update is to go; another choice is planned anew. */
final class ExtentChoice extends FlowPane {
  private final ChangeViewModel model;
  private final Messages messages;
  private final ToggleGroup all = new ToggleGroup();

  private ExtentChoice(
      ChangeViewModel model, Messages messages, Set<Stop> stops, Operation update, Operation now) {
    super(20, 8);
    this.model = model;
    this.messages = messages;
    setId("plan-extent");
    choice("change.extent.whole", update, now);
    choice("change.extent.held", new Halfway(update, Stop.HELD), now);
    if (stops.contains(Stop.DOWNLOADED)) {
      choice("change.extent.downloaded", new Halfway(update, Stop.DOWNLOADED), now);
    }
  }

  /** Empty where a plan is no update, or whoever makes it knows no such choice. */
  static Optional<ExtentChoice> of(Plan plan, ChangeViewModel model, Messages messages) {
    Operation now = plan.operation();
    Operation update = now instanceof Halfway(Operation inner, var _) ? inner : now;
    Set<Stop> stops = model.stops();
    // Who can't end at a download can't hold back but what is newer: that is bootc.
    boolean any = stops.contains(Stop.DOWNLOADED);
    boolean offered =
        stops.contains(Stop.HELD)
            && plan.before().booted().isPresent()
            && (update instanceof Operation.Upgrade
                || (any && update instanceof Operation.Deploy)
                || (any && update instanceof Operation.Rebase));
    return offered
        ? Optional.of(new ExtentChoice(model, messages, stops, update, now))
        : Optional.empty();
  }

  private void choice(String key, Operation operation, Operation now) {
    RadioButton button = new RadioButton(messages.get(key));
    button.setId(key.replace('.', '-'));
    button.setWrapText(true);
    button.setToggleGroup(all);
    button.setSelected(operation.equals(now));
    button.setOnAction(press -> model.ask(operation));
    getChildren().add(button);
  }
}
