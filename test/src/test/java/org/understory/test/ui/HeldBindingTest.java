package org.understory.test.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.control.Button;
import org.junit.jupiter.api.Test;
import org.understory.app.control.Reasoned;
import org.understory.test.kit.FxHarness;

/** What depends on something else goes on doing so after the garbage has been collected. */
final class HeldBindingTest {
  @Test
  void a_button_can_be_pressed_once_its_reason_is_gone() {
    ObjectProperty<Optional<String>> why = new SimpleObjectProperty<>(Optional.of("not yet"));
    Button button = FxHarness.call(() -> new Button("Go"));
    Reasoned reasoned =
        FxHarness.call(
            () -> new Reasoned(button, "Goes", Bindings.createObjectBinding(why::get, why)));
    assertThat(button.isDisable()).isTrue();
    WeakReference<Object> collected = new WeakReference<>(new Object());
    while (collected.get() != null) {
      System.gc();
    }
    FxHarness.run(() -> why.set(Optional.empty()));
    assertThat(button.isDisable()).isFalse();
    Reference.reachabilityFence(reasoned);
  }
}
