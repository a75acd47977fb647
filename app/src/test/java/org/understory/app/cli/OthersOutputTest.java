package org.understory.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.understory.app.home.Folders;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.Problem;
import org.understory.model.operation.ServiceTask;
import org.understory.model.plan.Activity;
import org.understory.model.plan.Busy;
import org.understory.model.plan.Event;
import org.understory.model.plan.Ongoing;
import org.understory.model.plan.Operation;
import org.understory.model.plan.Outcome;
import org.understory.model.plan.Plan;
import org.understory.store.engine.Engine;
import org.understory.store.flatpak.Flatpak;
import picocli.CommandLine;

/** What others change is told and watched on a terminal. */
final class OthersOutputTest {
  private static final Busy.Service KNOWN = new Busy.Service(ServiceTask.UPDATE, "rpm-ostree", "");

  @TempDir private Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  /** Somebody is at work as often as there is an end to hear. */
  private record Others(Queue<Outcome> ends, String client, String title) implements Engine {
    @Override
    public Optional<Busy> others() {
      return ends.isEmpty() ? Optional.empty() : Optional.of(KNOWN);
    }

    @Override
    public Optional<Ongoing> attend(Consumer<Event> events) {
      events.accept(new Event.Note("Check\u001b[2Jing out", OptionalLong.of(40)));
      return Optional.of(
          new Ongoing() {
            @Override
            public Busy.Service busy() {
              return new Busy.Service(ServiceTask.UPDATE, client, title);
            }

            @Override
            public Outcome await() {
              return ends.remove();
            }

            @Override
            public void cancel() {}

            @Override
            public void close() {}
          });
    }

    @Override
    public Plan plan(Operation operation) {
      throw new AssertionError(operation);
    }

    @Override
    public Outcome carryOut(Plan plan, Consumer<Event> events, Cancellation cancellation) {
      throw new AssertionError(plan);
    }

    @Override
    public List<Activity> activities() {
      return List.of();
    }
  }

  @Test
  void who_changes_what_is_told_with_the_way_to_watch_it() throws Exception {
    Session session = session(Locale.ENGLISH);
    Engine engine = others("gnome\u001b[2J", "up\u202egrade", new Outcome.Lost());
    new OthersOutput(session).tell(OthersOutput.now(engine).orElseThrow());
    assertThat(told(session))
        .startsWith("The program “gnome")
        .contains("is updating this computer (up")
        .contains("understory activity --follow")
        .doesNotContain("\u001b", "\u202e");
  }

  @Test
  void it_is_watched_to_the_end_that_is_heard() throws Exception {
    Session session = session(Locale.SIMPLIFIED_CHINESE);
    Outcome done = new Outcome.Succeeded(new Outcome.Result.Done());
    new OthersOutput(session).follow(others("rpm-ostreed-automatic", "", new Outcome.Lost(), done));
    assertThat(told(session)).containsOnlyOnce("自动更新正在更新这台计算机").endsWith("自动更新的更改已完成\n");
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("Check", "ing out", "40")
        .doesNotContain("\u001b[2J");
    assertThat(session.troubled()).isFalse();
  }

  @Test
  void a_failure_is_told_in_its_words() throws Exception {
    Session session = session(Locale.ENGLISH);
    Problem problem = new Problem.ToolFailed("rpm-ostree", "no room");
    new OthersOutput(session).follow(others("cli", "upgrade", new Outcome.Failed(problem)));
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("The command rpm-ostree: its change was not made", "no room");
    assertThat(session.troubled()).isTrue();
  }

  @Test
  void where_nobody_changes_anything_that_is_said() throws Exception {
    Session session = session(Locale.ENGLISH);
    new OthersOutput(session).follow(others("", ""));
    assertThat(told(session)).isEqualTo("Nothing is being changed right now.\n");
  }

  @Test
  void a_program_gets_whose_it_was_and_its_end() throws Exception {
    Session session = session(Locale.ENGLISH, "--json");
    new OthersOutput(session).follow(others("cockpit", "upgrade", new Outcome.Cancelled()));
    assertThat(told(session).replaceAll("\\s", ""))
        .isEqualTo(
            "{\"busy\":{\"service\":\"rpm-ostree\",\"task\":\"update\",\"client\":\"cockpit\","
                + "\"title\":\"upgrade\"},\"result\":\"cancelled\"}");
  }

  private static Engine others(String client, String title, Outcome... ends) {
    return new Others(new ArrayDeque<>(List.of(ends)), client, title);
  }

  private Session session(Locale locale, String... options) {
    UnderstoryCommand command = new UnderstoryCommand(folder);
    new CommandLine(command).parseArgs(options);
    return new Session(
        new Terminal(
            InputStream.nullInputStream(),
            out,
            err,
            new Terminal.Abilities(false, false, true, true, true, false, false),
            locale,
            ZoneOffset.UTC,
            new Folders(folder, folder, folder, folder),
            new Flatpak(Map.of()),
            folder),
        command);
  }

  private String told(Session session) throws Exception {
    session.out().flush();
    return out.toString(StandardCharsets.UTF_8);
  }
}
