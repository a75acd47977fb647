package org.understory.test.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.understory.model.flatpak.FileDifference;
import org.understory.model.flatpak.FlatpakEvent.What;
import org.understory.model.flatpak.FlatpakPlan;
import org.understory.model.flatpak.Installed;
import org.understory.model.flatpak.InstalledList;
import org.understory.model.flatpak.PlanList;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.FlatpakFault;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.plan.Chronicle;
import org.understory.model.plan.Event;
import org.understory.model.plan.Happening;
import org.understory.model.plan.Outcome;
import org.understory.store.flatpak.Flatpak;
import org.understory.store.flatpak.FlatpakChanges;
import org.understory.store.journal.FlatpakJournal;
import org.understory.test.kit.FlatpakLab;
import org.understory.test.kit.JournalLab;
import org.understory.test.kit.SigningLab;
import org.understory.test.kit.SystemLab;

/** What may come between somebody and an application, with the real Flatpak. */
final class FlatpakChangesTest {
  private static final Cancellation NEVER = new Cancellation();

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
  void an_update_of_all_is_stopped_in_the_middle_and_what_is_done_is_taken_back_as_one()
      throws Exception {
    lab.publish("org.fern.Maps", "Maps", "地图", 1, "sockets=wayland;");
    lab.publish("org.fern.Paint", "Paint", "画图", 1, "sockets=wayland;");
    lab.flatpak("install", "--user", "-y", "fern", "org.fern.Maps", "org.fern.Paint");
    Checksum maps = commit("Maps");
    lab.publish("org.fern.Maps", "Maps", "地图", 2, "shared=network;");
    lab.publish("org.fern.Paint", "Paint", "画图", 2, "sockets=x11;");
    assertThat(changes.carryOut(back(), _ -> {}, NEVER)).isInstanceOf(Outcome.Succeeded.class);
    List<String> asked = new ArrayList<>();
    PlanList all =
        changes.updates(Locale.ENGLISH, at -> asked.add(at.installed().about().name()), NEVER);
    assertThat(asked).containsExactly("org.fern.Platform", "Maps", "Notes", "Paint");
    assertThat(all.plans())
        .extracting(each -> each.before().about().name())
        .containsExactly("Maps", "Notes", "Paint");
    assertThat(all.download()).isPresent();

    Cancellation cancellation = new Cancellation();
    List<Outcome> outcomes =
        changes.carryOut(
            all,
            (plan, event) -> {
              if (event instanceof Event.Finished && plan.before().about().name().equals("Notes")) {
                cancellation.cancel();
              }
            },
            cancellation);

    assertThat(outcomes.subList(0, 2)).allMatch(Outcome.Succeeded.class::isInstance);
    assertThat(outcomes.get(2)).isEqualTo(new Outcome.Cancelled(false));
    assertThat(commit("Paint")).isEqualTo(all.plans().get(2).before().commit());
    assertThat(commit("Notes")).isEqualTo(lab.versions().getLast());

    PlanList undo = changes.undo(NEVER);
    assertThat(undo.plans())
        .extracting(each -> each.before().about().name())
        .containsExactly("Notes", "Maps");
    assertThat(changes.carryOut(undo, (_, _) -> {}, NEVER))
        .hasSize(2)
        .allMatch(Outcome.Succeeded.class::isInstance);
    assertThat(commit("Notes")).isEqualTo(lab.versions().getFirst());
    assertThat(commit("Maps")).isEqualTo(maps);
    lab.flatpak("update", "--user", "-y", "org.fern.Maps");
    PlanList again = changes.undo(NEVER);
    assertThat(again.plans())
        .extracting(each -> each.before().about().name())
        .containsExactly("Notes");
    assertThat(again.unknown())
        .singleElement()
        .satisfies(
            each ->
                assertThat(each.why())
                    .isEqualTo(new Problem.FlatpakFailed("Maps", FlatpakFault.CHANGED_SINCE, "")));
  }

  @Test
  void what_was_done_from_here_and_by_flatpak_itself_stands_in_the_chronicle() throws Exception {
    assumeTrue(SystemLab.possible());
    JournalLab journal = new JournalLab(Files.createDirectory(home.resolve("log")));
    Flatpak told =
        new Flatpak(
            FlatpakLab.environment(home),
            Duration.ofSeconds(30),
            FlatpakJournal.of(journal.journal(), 0));
    FlatpakChanges seen = new FlatpakChanges(told, home.resolve("state"));
    FlatpakPlan back = back();
    String written =
        "MESSAGE=x\nMESSAGE_ID=c7b39b1e006b464599465e105b361485\nOPERATION=deploy update\n"
            + "INSTALLATION=user\nREF=%s\nCOMMIT=%s\n";
    long before = System.currentTimeMillis();
    assertThat(seen.carryOut(back, _ -> {}, NEVER)).isInstanceOf(Outcome.Succeeded.class);
    Files.writeString(
        home.resolve("state/application-changes.jsonl"),
        Files.readString(home.resolve("state/application-changes.jsonl"))
            .replaceFirst("\"time\":\\d+", "\"time\":" + (before / 1000 + 60)));
    journal.boot(
        "TERM",
        "run:" + environment() + " flatpak update --user -y " + FlatpakLab.ID,
        "run:" + environment() + " flatpak uninstall --user -y " + FlatpakLab.ID,
        // That of what was done above, as if flatpak had written it there.
        written.formatted(FlatpakLab.REF, lab.versions().getFirst().hex()),
        "user:" + written.formatted(FlatpakLab.REF, lab.versions().getFirst().hex()),
        written.formatted("app/../etc", "x"),
        written.formatted("runtime/org.fern.Notes.Locale/x86_64/stable", "x") + "OBJECT_UID=7\n");

    Chronicle chronicle = seen.chronicle(Locale.ENGLISH, NEVER);
    assertThat(chronicle.gap()).isEmpty();
    assertThat(chronicle.happenings())
        .filteredOn(Happening.OwnApplications.class::isInstance)
        .singleElement()
        .satisfies(
            each ->
                assertThat(((Happening.OwnApplications) each).activity().changed())
                    .singleElement()
                    .satisfies(it -> assertThat(it.name()).isEqualTo("Notes")));
    assertThat(chronicle.happenings())
        .filteredOn(Happening.OtherApplication.class::isInstance)
        .extracting(each -> ((Happening.OtherApplication) each).event())
        .satisfiesExactly(
            removed -> {
              assertThat(removed.what()).isEqualTo(What.REMOVED);
              assertThat(removed.ref().name()).isEqualTo(FlatpakLab.REF);
              assertThat(removed.installation()).isEqualTo("user");
              assertThat(removed.program()).isEqualTo("flatpak");
            },
            updated -> {
              assertThat(updated.what()).isEqualTo(What.UPDATED);
              assertThat(updated.commit()).contains(lab.versions().getLast());
              assertThat(updated.command()).contains("flatpak update --user -y org.fern.Notes");
            });
  }

  private String environment() {
    return FlatpakLab.environment(home).entrySet().stream()
        .map(each -> each.getKey() + "=" + each.getValue())
        .collect(Collectors.joining(" ", "env ", ""));
  }

  private Checksum commit(String name) {
    return changes.flatpak().installed(Locale.ENGLISH).all().stream()
        .filter(each -> each.about().name().equals(name))
        .findFirst()
        .orElseThrow()
        .commit();
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
  void which_files_differ_is_told_by_what_is_here_and_else_by_the_server_as_flatpak_trusts_it()
      throws Exception {
    Checksum oldest = lab.versions().getFirst();
    lab.server().breakWith((path, content) -> path.endsWith(".dirtree") ? new byte[] {1} : content);
    assertThat(files())
        .isInstanceOfSatisfying(
            FileDifference.Unknown.class,
            it -> assertThat(it.why()).isInstanceOf(Problem.DamagedDownload.class));
    lab.server().breakWith((path, content) -> content);
    try (SigningLab keys = new SigningLab(Files.createDirectory(home.resolve("keys")))) {
      String key = keys.make("fern");
      String file = keys.export(key).toString();
      lab.flatpak("remote-modify", "--user", "--gpg-verify", "--gpg-import=" + file, "fern");
      assertThat(files())
          .isInstanceOfSatisfying(
              FileDifference.Unknown.class,
              it -> assertThat(it.why()).isInstanceOf(Problem.SignatureFailed.class));
      lab.sign(oldest, key, keys.home());
    }

    assertThat(paths())
        .containsExactlyInAnyOrder(
            "/files/bin/notes", "/files/share/app-info/xmls/org.fern.Notes.xml.gz", "/metadata");
    assertThat(home.resolve("flatpak-user/repo/objects/" + oldest.hex().substring(0, 2)))
        .as("nothing is put where flatpak keeps its own")
        .satisfiesAnyOf(
            it -> assertThat(it).doesNotExist(),
            it -> assertThat(it.resolve(oldest.hex().substring(2) + ".commit")).doesNotExist());
    List<String> far = paths();
    lab.pull(oldest);
    lab.server().close();
    assertThat(paths()).isEqualTo(far);
  }

  private List<String> paths() {
    return ((FileDifference.Known) files())
        .diff().changes().stream().map(each -> each.path()).toList();
  }

  private FileDifference files() {
    return changes
        .flatpak()
        .files(now(), lab.versions().getFirst(), home.resolve("cache"), "Test/1", NEVER);
  }

  private FlatpakPlan back() throws StoreException {
    return changes.plan(
        now(), lab.versions().getFirst(), false, Optional.empty(), new Cancellation());
  }

  private Installed now() {
    return changes.flatpak().installed(Locale.ENGLISH).all().stream()
        .filter(each -> each.ref().id().equals(FlatpakLab.ID))
        .findFirst()
        .orElseThrow();
  }
}
