package org.understory.test.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.understory.model.flatpak.FlatpakPlan;
import org.understory.model.flatpak.FlatpakRef;
import org.understory.model.flatpak.Installed;
import org.understory.model.flatpak.InstalledList;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.plan.Event;
import org.understory.model.plan.Outcome;
import org.understory.store.flatpak.Flatpak;
import org.understory.store.flatpak.FlatpakChanges;
import org.understory.test.kit.FlatpakLab;

/** What may come between somebody and an application, with the real Flatpak. */
final class FlatpakChangesTest {
  @TempDir private Path home;
  private FlatpakLab lab;
  private FlatpakChanges changes;

  @BeforeEach
  void publish() {
    lab = FlatpakLab.publish(home);
    lab.install("--user");
    changes = new FlatpakChanges(new Flatpak(FlatpakLab.environment(home)), home.resolve("state"));
  }

  @AfterEach
  void close() {
    lab.close();
  }

  @Test
  void one_that_is_stopped_while_it_downloads_stays_as_it_was_and_can_be_begun_again()
      throws Exception {
    FlatpakPlan plan = back();
    CountDownLatch never = new CountDownLatch(1);
    Cancellation cancellation = new Cancellation();
    lab.server()
        .breakWith(
            (path, content) -> {
              if (path.endsWith(".filez")) {
                cancellation.cancel();
                never.await();
              }
              return content;
            });

    Outcome outcome = changes.carryOut(plan, event -> {}, cancellation);
    assertThat(outcome).isEqualTo(new Outcome.Cancelled(false));
    assertThat(now().commit()).isEqualTo(plan.before().commit());
    assertThat(now().held()).isFalse();

    never.countDown();
    lab.server().breakWith((path, content) -> content);
    List<Event> events = new ArrayList<>();
    Outcome again = changes.carryOut(plan, events::add, new Cancellation());
    assertThat(again).isInstanceOf(Outcome.Succeeded.class);
    assertThat(events.getFirst()).isEqualTo(new Event.Phase(Event.Step.DOWNLOADING));
    assertThat(events.getLast()).isEqualTo(new Event.Finished(again));
    assertThat(events)
        .filteredOn(Event.Note.class::isInstance)
        .last()
        .satisfies(each -> assertThat(((Event.Note) each).percent()).hasValue(100));
    assertThat(now().commit()).isEqualTo(plan.commit());
  }

  @Test
  void a_plan_is_refused_once_it_has_changed() throws StoreException {
    FlatpakPlan plan = back();
    lab.flatpak("mask", "--user", FlatpakLab.REF);

    assertThat(changes.carryOut(plan, event -> {}, new Cancellation()))
        .isEqualTo(new Outcome.Failed(new Problem.StateChanged()));
    assertThat(now().commit()).isEqualTo(plan.before().commit());
  }

  @Test
  void without_flatpak_what_is_installed_is_listed_all_the_same() throws StoreException {
    Map<String, String> environment = new HashMap<>(FlatpakLab.environment(home));
    environment.put("PATH", home.toString());
    Flatpak alone = new Flatpak(environment);

    assertThat(alone.isHere()).isFalse();
    Installed notes = alone.installed(Locale.ENGLISH).all().getFirst();
    assertThat(notes.about().name()).isEqualTo("Notes");
    assertThat(alone.metadata(notes, notes.commit(), new Cancellation()).permissions()).hasSize(4);
    StoreException refused =
        catchThrowableOfType(StoreException.class, () -> alone.releases(notes, new Cancellation()));
    assertThat(refused.problem()).isEqualTo(new Problem.MissingTool("flatpak"));
  }

  @Test
  void a_damaged_one_is_told_and_the_rest_is_listed() throws IOException {
    Path deploy = home.resolve("flatpak-user/runtime/org.fern.Platform/x86_64/1/active/deploy");
    Files.writeString(deploy, "no variant");

    InstalledList list = changes.flatpak().installed(Locale.ENGLISH);
    assertThat(list.all()).hasSize(1);
    assertThat(list.problems())
        .singleElement()
        .isInstanceOfSatisfying(
            Problem.CorruptFile.class, it -> assertThat(it.path()).isEqualTo(deploy.toString()));
  }

  @Test
  void a_further_installation_is_found_by_its_name() throws IOException {
    Files.createDirectories(home.resolve("flatpak-config/installations.d"));
    Files.writeString(
        home.resolve("flatpak-config/installations.d/disk.conf"),
        "[Installation \"disk\"]\nPath=" + home.resolve("disk") + "\nDisplayName=The disk\n");
    lab.install("--installation=disk");

    assertThat(changes.flatpak().installed(Locale.ENGLISH).all())
        .extracting(each -> each.ref().kind() + " " + each.installation().title())
        .containsExactly("APP The disk", "APP ", "RUNTIME The disk", "RUNTIME ");
  }

  @Test
  void which_files_differ_is_told_where_both_versions_are_here() throws StoreException {
    Installed notes = now();
    assertThat(changes.flatpak().files(notes, lab.versions().get(0), new Cancellation())).isEmpty();
    lab.pull(lab.versions().get(0));

    assertThat(
            changes
                .flatpak()
                .files(notes, lab.versions().get(0), new Cancellation())
                .orElseThrow()
                .changes())
        .extracting(each -> each.path())
        .contains("/files/bin/notes", "/metadata");
  }

  private FlatpakPlan back() throws StoreException {
    return changes.plan(
        now(), lab.versions().getFirst(), false, Optional.empty(), new Cancellation());
  }

  private Installed now() {
    return changes.flatpak().installed(Locale.ENGLISH).all().stream()
        .filter(each -> each.ref().kind() == FlatpakRef.Kind.APP)
        .findFirst()
        .orElseThrow();
  }
}
