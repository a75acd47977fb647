package org.understory.app.change;

import java.util.Optional;
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

  private ExtentChoice(ChangeViewModel model, Messages messages, Operation update, Operation now) {
    super(20, 8);
    this.model = model;
    this.messages = messages;
    setId("plan-extent");
    choice("change.extent.whole", update, now);
    choice("change.extent.held", new Halfway(update, Stop.HELD), now);
    choice("change.extent.downloaded", new Halfway(update, Stop.DOWNLOADED), now);
  }

  /** Empty where a plan is no update, or whoever makes it knows no such choice. */
  static Optional<ExtentChoice> of(Plan plan, ChangeViewModel model, Messages messages) {
    Operation now = plan.operation();
    Operation update = now instanceof Halfway(Operation inner, var _) ? inner : now;
    boolean offered =
        model.stops()
            && plan.before().booted().isPresent()
            && (update instanceof Operation.Upgrade
                || update instanceof Operation.Deploy
                || update instanceof Operation.Rebase);
    return offered ? Optional.of(new ExtentChoice(model, messages, update, now)) : Optional.empty();
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
