package org.understory.app.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.understory.app.change.Deployments.OLDEST;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.understory.model.operation.Flaw;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.plan.Operation;
import org.understory.model.plan.Outcome;

/** What is found, freed or needed once something was done. */
final class AfterChangeTest extends ChangeFixture {
  @Test
  void what_needs_a_restart_says_so_and_offers_one() throws StoreException {
    agreeTo(new Operation.SetDefault(OLDEST.id()));

    assertThat(done().text()).isEqualTo("41.1 starts next. It takes effect after a restart.");
    done().restart().orElseThrow().run();
    assertThat(model.sheetProperty().get()).isInstanceOf(Sheet.Restarting.class);
    model.dismiss();
    work();
    assertThat(restarts).isEmpty();
    show(Optional.of(engine), engine.now);
    model.askRestart();
    assertThat(model.sheetProperty().get())
        .isInstanceOfSatisfying(
            Sheet.Restarting.class, sheet -> assertThat(sheet.what()).contains("41.1"));
    model.proceed();
    work();
    assertThat(restarts).hasSize(1);
    assertThat(model.sheetProperty().get()).isEqualTo(new Sheet.None());
  }

  @Test
  void who_keeps_the_computer_from_restarting_is_named() {
    restartProblem = Optional.of(new Problem.RestartInhibited("Backup", "Copying"));
    model.askRestart();
    model.proceed();
    work();

    assertThat(trouble().title()).isEqualTo("The computer is not restarted");
    assertThat(trouble().text()).startsWith("“Backup” keeps this computer from restarting");
  }

  @Test
  void what_is_damaged_is_listed_and_mended_on_request() {
    Problem damage = new Problem.CorruptObject("ab12.file", Flaw.CHECKSUM_MISMATCH);
    engine.ending = new Outcome.Succeeded(new Outcome.Result.Verified(7, List.of(damage), 0));
    model.verify();
    work();

    assertThat(model.sheetProperty().get())
        .isInstanceOfSatisfying(
            Sheet.Report.class,
            report -> {
              assertThat(report.text()).isEqualTo("7 objects verified, 1 damaged, 0 repaired");
              assertThat(report.lines()).singleElement().asString().contains("ab12.file");
            });
    model.proceed();
    work();
    assertThat(model.sheetProperty().get()).isInstanceOf(Sheet.Planned.class);
    engine.ending = new Outcome.Succeeded(new Outcome.Result.Verified(7, List.of(), 1));
    model.proceed();
    work();
    assertThat(done().text()).isEqualTo("7 objects verified, 0 damaged, 1 repaired");
    assertThat(engine.done)
        .containsExactly(new Operation.Verify(false), new Operation.Verify(true));
  }

  @Test
  void cleaning_up_says_what_it_freed() {
    engine.ending = new Outcome.Succeeded(new Outcome.Result.Freed(12, 3_000_000));
    agreeTo(new Operation.Prune());
    assertThat(done().text())
        .isEqualTo("What nothing needed is removed. Removed: 12 objects, 3.0\u00a0MB");
    engine.ending = new Outcome.Succeeded(new Outcome.Result.Freed(0, 0));
    agreeTo(new Operation.Prune());
    assertThat(done().text()).isEqualTo("There was nothing to clean up.");
  }

  @Test
  void what_is_not_possible_only_now_is_asked_again_in_the_same_place() {
    engine.refusal = Optional.of(new Problem.HelperBusy());
    model.ask(new Operation.Pin(OLDEST.id()));
    work();
    assertThat(model.sheetProperty().get())
        .isInstanceOfSatisfying(
            Sheet.Refused.class, refused -> assertThat(refused.again()).isPresent());
    engine.refusal = Optional.empty();
    model.proceed();
    work();
    assertThat(model.sheetProperty().get()).isInstanceOf(Sheet.Planned.class);
  }
}
