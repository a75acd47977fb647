package org.understory.store.flatpak;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.LoggerFactory;
import org.understory.model.flatpak.FlatpakPlan;
import org.understory.model.flatpak.Installed;
import org.understory.model.flatpak.Release;
import org.understory.model.flatpak.ReleaseList;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.plan.Event;
import org.understory.model.plan.Outcome;

/**
 * Changes what Flatpak has installed, through its own command, which asks polkit itself where the
 * installation is the computer's.
 */
public final class FlatpakChanges {
  /** The end of a line of progress: {@code 45% 1.2 MB/s}. */
  private static final Pattern PERCENT = Pattern.compile("\\b(\\d{1,3})%");

  private final Flatpak flatpak;
  private final Path state;

  /**
   * @param state the folder in which it is written down what was changed last
   */
  public FlatpakChanges(Flatpak flatpak, Path state) {
    this.flatpak = flatpak;
    this.state = state;
  }

  /** What is changed. */
  public Flatpak flatpak() {
    return flatpak;
  }

  /**
   * What updating to the newest version would do. Goes to the network.
   *
   * @throws StoreException NothingNewer, ApplicationHeld, and as {@link Flatpak#releases}
   */
  public FlatpakPlan update(Installed now, Cancellation cancellation) throws StoreException {
    if (now.held()) {
      throw new StoreException(new Problem.ApplicationHeld(now.about().name()));
    }
    ReleaseList releases = flatpak.releases(now, cancellation);
    Release newest =
        releases
            .newest()
            .filter(each -> !each.commit().equals(now.commit()))
            .orElseThrow(() -> new StoreException(new Problem.NothingNewer(now.about().name())));
    return plan(now, newest.commit(), false, Optional.of(releases), cancellation);
  }

  /**
   * What it would do to have this version of it and to hold it there, or not. Goes to the network
   * where the version is another one.
   *
   * @param known versions that the server has, where they were asked for already
   * @throws StoreException ApplicationUnchanged, HeldByPattern, FlatpakNeedsRoot, and as {@link
   *     Flatpak#releases}
   */
  public FlatpakPlan plan(
      Installed now,
      Checksum commit,
      boolean held,
      Optional<ReleaseList> known,
      Cancellation cancellation)
      throws StoreException {
    boolean stays = commit.equals(now.commit());
    if (stays && held == now.held()) {
      throw new StoreException(new Problem.ApplicationUnchanged(now.about().name()));
    }
    if (!held || !stays) {
      requireOwnHolds(now);
    }
    if (stays) {
      return new FlatpakPlan(
          now, commit, held, false, Optional.empty(), Optional.empty(), OptionalLong.empty());
    }
    ReleaseList releases = known.isPresent() ? known.get() : flatpak.releases(now, cancellation);
    boolean newest = releases.newest().filter(it -> it.commit().equals(commit)).isPresent();
    if (!newest && Flatpak.needsRoot(now)) {
      throw new StoreException(
          new Problem.FlatpakNeedsRoot(
              "sudo flatpak " + String.join(" ", arguments(now, commit, true))));
    }
    return new FlatpakPlan(
        now,
        commit,
        held,
        newest,
        releases.find(commit),
        Optional.of(flatpak.change(now, commit, cancellation)),
        newest ? releases.download() : OptionalLong.empty());
  }

  private static void requireOwnHolds(Installed now) throws StoreException {
    for (String pattern : now.holds()) {
      if (!HoldPatterns.isNamed(pattern, now.ref())) {
        throw new StoreException(new Problem.HeldByPattern(now.about().name(), pattern));
      }
    }
  }

  /**
   * What would take back what was changed last.
   *
   * @throws StoreException NothingToUndo where nothing was, or something has happened to it since
   */
  public FlatpakPlan undo(Cancellation cancellation) throws StoreException {
    Optional<LastChange> last = LastChange.in(state);
    Installed now =
        flatpak.installed(Locale.getDefault()).all().stream()
            .filter(each -> last.filter(it -> it.isAbout(each)).isPresent())
            .findFirst()
            .orElseThrow(() -> new StoreException(new Problem.NothingToUndo()));
    return plan(now, last.get().before(), last.get().heldBefore(), Optional.empty(), cancellation);
  }

  /** Whether {@link #undo} is about this, as far as is known without asking anybody. */
  public boolean canUndo(Installed now) {
    try {
      return LastChange.in(state).filter(it -> it.isAbout(now)).isPresent();
    } catch (StoreException unreadable) {
      return false;
    }
  }

  /**
   * Carries a plan out and waits for its end. Refused with {@link Problem.StateChanged} if it is no
   * longer as the plan found it.
   *
   * @param events hears what happens, on this thread; the last one is {@link Event.Finished}
   * @param cancellation ends flatpak, which leaves what is installed whole
   */
  public Outcome carryOut(FlatpakPlan plan, Consumer<Event> events, Cancellation cancellation) {
    Outcome outcome = tried(plan, events, cancellation);
    events.accept(new Event.Finished(outcome));
    return outcome;
  }

  private Outcome tried(FlatpakPlan plan, Consumer<Event> events, Cancellation cancellation) {
    Installed before = plan.before();
    try {
      cancellation.check();
      if (flatpak.now(before).filter(before::isUnchanged).isEmpty()) {
        return new Outcome.Failed(new Problem.StateChanged());
      }
      steps(plan, events, cancellation);
    } catch (CancellationException stopped) {
      return new Outcome.Cancelled(written(before));
    } catch (StoreException e) {
      return new Outcome.Failed(e.problem(), written(before));
    }
    written(before);
    boolean asPlanned =
        flatpak
            .now(before)
            .filter(it -> it.commit().equals(plan.commit()) && it.held() == plan.held())
            .isPresent();
    return asPlanned
        ? new Outcome.Succeeded(new Outcome.Result.Done())
        : new Outcome.Failed(new Problem.UnexpectedResult(), true);
  }

  /** What is held is not updated, not even to a version that is named. */
  private void steps(FlatpakPlan plan, Consumer<Event> events, Cancellation cancellation)
      throws StoreException {
    Installed before = plan.before();
    boolean freed = before.held() && (plan.changesVersion() || !plan.held());
    if (freed) {
      release(before);
    }
    if (plan.changesVersion()) {
      try {
        events.accept(new Event.Phase(Event.Step.DOWNLOADING));
        flatpak
            .tool()
            .change(
                before.about().name(),
                arguments(before, plan.commit(), !(plan.newest() && Flatpak.needsRoot(before))),
                line -> progress(line, before, events),
                cancellation);
      } catch (StoreException | CancellationException e) {
        if (freed) {
          hold(before);
        }
        throw e;
      }
    }
    if (plan.held() && (freed || !before.held())) {
      hold(before);
    }
  }

  private void release(Installed held) throws StoreException {
    List<String> arguments =
        new ArrayList<>(List.of("mask", Flatpak.option(held.installation()), "--remove", "--"));
    arguments.addAll(held.holds());
    ask(held, arguments);
  }

  private void hold(Installed free) throws StoreException {
    ask(free, List.of("mask", Flatpak.option(free.installation()), "--", free.ref().name()));
  }

  /** Too short to be stopped in the middle. */
  private void ask(Installed installed, List<String> arguments) throws StoreException {
    flatpak.tool().ask(installed.about().name(), arguments, new Cancellation());
  }

  /**
   * As a person without the rights of root Flatpak updates what is the computer's to the newest
   * version only, and refuses to be told which that is.
   */
  private static List<String> arguments(Installed installed, Checksum commit, boolean named) {
    List<String> arguments =
        new ArrayList<>(List.of("update", Flatpak.option(installed.installation()), "-y"));
    if (named) {
      arguments.add("--commit=" + commit.hex());
    }
    arguments.add(installed.ref().name());
    return arguments;
  }

  private static void progress(String line, Installed installed, Consumer<Event> events) {
    Matcher percent = PERCENT.matcher(line);
    if (percent.find()) {
      long part = Math.min(100, Long.parseLong(percent.group(1)));
      events.accept(new Event.Note(installed.about().name(), OptionalLong.of(part)));
    }
  }

  /** Writes down what became of it, where that is not what it was before; whether it is not. */
  private boolean written(Installed before) {
    Optional<Installed> after = flatpak.now(before);
    boolean changed = after.filter(before::isUnchanged).isEmpty();
    if (changed && after.isPresent()) {
      try {
        LastChange.of(before, after.get()).keep(state);
      } catch (StoreException e) {
        LoggerFactory.getLogger(FlatpakChanges.class).warn("Can't be taken back later", e);
      }
    }
    return changed;
  }
}
