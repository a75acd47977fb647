package org.understory.test.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.plan.Event;
import org.understory.store.bootc.Bootc;

/** How a program in place of bootc is run, and what it may do meanwhile. */
final class BootcTest {
  private static final String PULLING =
      """
      {"type":"ProgressBytes","task":"pulling","bytes":%d,"bytesTotal":9,"steps":0,"stepsTotal":1}""";

  private static final String STAGING =
      """
      {"type":"ProgressSteps","task":"staging","steps":1,"stepsTotal":3}""";

  private static final Duration ONE = Duration.ofSeconds(1);

  @TempDir private Path temp;
  private final List<Event> events = new ArrayList<>();

  @Test
  void it_gets_a_pipe_and_arguments_and_nothing_of_the_surroundings()
      throws IOException, StoreException {
    Bootc bootc =
        bootc("test -p /proc/self/fd/3 && ! test -e /proc/self/fd/4 && env && echo \"[$*]\" >&2");
    String said = bootc.run(List.of("switch", "a b", "$HOME;"), events::add, new Cancellation());
    assertThat(said.lines())
        .contains("[switch a b $HOME;]", "LC_ALL=C.UTF-8", "HOME=/root")
        .noneMatch(line -> line.startsWith("MAVEN") || line.startsWith("USER"));
  }

  @Test
  void whether_it_holds_back_is_told_by_what_it_offers() throws IOException, StoreException {
    String both = "echo ' --download-only'; echo ' --from-downloaded'";
    assertThat(bootc("test \"$*\" = 'upgrade --help' && " + both).holdsBack(new Cancellation()))
        .isTrue();
    assertThat(bootc("echo ' --download-only'").holdsBack(new Cancellation())).isFalse();
    assertThatThrownBy(() -> bootc("exit 2").holdsBack(new Cancellation()))
        .isInstanceOf(StoreException.class);
  }

  @Test
  void what_it_tells_is_heard_as_it_comes() throws IOException, StoreException {
    Bootc bootc =
        bootc(
            "echo '%s' >&3; read go < $1; echo '%s' >&3".formatted(PULLING.formatted(4), STAGING));
    Path go = temp.resolve("go");
    assertThat(new ProcessBuilder("mkfifo", go.toString()).start().onExit().join().exitValue())
        .isZero();
    bootc.run(
        List.of(go.toString()),
        event -> {
          events.add(event);
          if (event instanceof Event.Progress) {
            write(go, "now\n");
          }
        },
        new Cancellation());
    assertThat(events)
        .contains(new Event.Phase(Event.Step.DOWNLOADING), new Event.Phase(Event.Step.DEPLOYING));
  }

  @Test
  void one_that_says_nothing_for_too_long_is_ended_with_all_that_it_started() throws IOException {
    Path program = script("sleep 3600 & echo $! > %s; wait".formatted(temp.resolve("child")));
    Bootc bootc = new Bootc(program, ONE, Optional.empty());
    failure(bootc, "timeout");
    long child = Long.parseLong(Files.readString(temp.resolve("child")).strip());
    ProcessHandle.of(child).ifPresent(left -> left.onExit().join());
  }

  @Test
  void its_last_words_are_told_where_it_fails() throws IOException {
    failure(
        bootc("echo first; echo 'error: Pulling: no such host' >&2; exit 1"),
        "Pulling: no such host");
    failure(bootc("exit 3"), "exit status 3");
    failure(bootc("kill -SEGV $$"), "exit status 139");
    failure(bootc("head -c 5000000 /dev/zero | tr '\\0' x; echo; echo error: end; exit 1"), "end");
  }

  @Test
  void what_is_cancelled_while_it_downloads_ends_and_what_deploys_goes_on()
      throws IOException, StoreException {
    Cancellation early = new Cancellation();
    Bootc pulling = bootc("echo '%s' >&3; sleep 3600".formatted(PULLING.formatted(4)));
    assertThatThrownBy(() -> pulling.run(List.of(), event -> early.cancel(), early))
        .isInstanceOf(CancellationException.class);
    Cancellation late = new Cancellation();
    Bootc staging = bootc("echo '%s' >&3; echo done".formatted(STAGING));
    assertThat(
            staging.run(
                List.of(),
                event -> {
                  if (event.equals(new Event.Phase(Event.Step.DEPLOYING))) {
                    late.cancel();
                  }
                },
                late))
        .isEqualTo("done\n");
  }

  @Test
  void one_that_is_not_there_is_told() {
    Bootc none = new Bootc(temp.resolve("none"), ONE, Optional.empty());
    assertThatThrownBy(() -> none.run(List.of(), events::add, new Cancellation()))
        .isInstanceOfSatisfying(
            StoreException.class,
            e -> assertThat(e.problem()).isEqualTo(new Problem.MissingTool("bootc")));
  }

  private void failure(Bootc bootc, String words) {
    assertThatThrownBy(() -> bootc.run(List.of(), events::add, new Cancellation()))
        .isInstanceOfSatisfying(
            StoreException.class,
            e -> assertThat(e.problem()).isEqualTo(new Problem.ToolFailed("bootc", words)));
  }

  private Bootc bootc(String script) throws IOException {
    return new Bootc(script(script), Duration.ofMinutes(1), Optional.empty());
  }

  private Path script(String text) throws IOException {
    Path file = temp.resolve("bootc" + text.hashCode());
    Files.writeString(file, "#!/bin/sh\n" + text + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    return file;
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
