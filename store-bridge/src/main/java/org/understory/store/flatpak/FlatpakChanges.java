package org.understory.store.flatpak;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.understory.model.flatpak.FlatpakEvent;
import org.understory.model.flatpak.FlatpakPlan;
import org.understory.model.flatpak.FlatpakRef;
import org.understory.model.flatpak.Installed;
import org.understory.model.flatpak.PlanList;
import org.understory.model.flatpak.Release;
import org.understory.model.flatpak.ReleaseList;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.FlatpakFault;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.plan.ApplicationActivity;
import org.understory.model.plan.ApplicationChange;
import org.understory.model.plan.Chronicle;
import org.understory.model.plan.Event;
import org.understory.model.plan.Happening;
import org.understory.model.plan.Outcome;
import org.understory.store.wire.RecordLog;

/**
 * Changes what Flatpak has installed, through its own command, which asks polkit itself where the
 * installation is the computer's.
 */
public final class FlatpakChanges {
  private final Flatpak flatpak;
  private final RecordLog<ApplicationChange> log;

  /**
   * @param state the folder in which it is written down what was changed
   */
  public FlatpakChanges(Flatpak flatpak, Path state) {
    this.flatpak = flatpak;
    log = new RecordLog<>(state.resolve("application-changes.jsonl"), ApplicationChange.class);
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

  /** How far {@link #updates} is: the server is asked about one of so many. */
  public record Asking(Installed installed, int done, int of) {}

  /**
   * What bringing everything that is not held to its newest version would do. Goes to the network,
   * for each of it. What has nothing newer is left out.
   *
   * @param asking hears about which the server is asked, on this thread
   * @throws CancellationException when asked to stop
   */
  public PlanList updates(Locale locale, Consumer<Asking> asking, Cancellation cancellation) {
    List<FlatpakPlan> plans = new ArrayList<>();
    List<PlanList.Unknown> unknown = new ArrayList<>();
    List<Installed> all = new ArrayList<>(flatpak.installed(locale).all());
    all.removeIf(Installed::held);
    // An application may need the newer runtime.
    all.sort(Comparator.comparing(each -> each.ref().kind() == FlatpakRef.Kind.APP));
    for (int i = 0; i < all.size(); i++) {
      Installed each = all.get(i);
      cancellation.check();
      asking.accept(new Asking(each, i, all.size()));
      try {
        plans.add(update(each, cancellation));
      } catch (StoreException e) {
        if (!(e.problem() instanceof Problem.NothingNewer)) {
          unknown.add(new PlanList.Unknown(each, e.problem()));
        }
      }
    }
    return new PlanList(PlanList.Aim.UPDATE_ALL, plans, unknown);
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
              "sudo flatpak " + String.join(" ", Flatpak.update(now, Optional.of(commit)))));
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
   * What would take back all that was changed last at once, the last of it first. What somebody has
   * changed again since stays as it is.
   *
   * @throws StoreException NothingToUndo where nothing was changed, or all of it has been again
   *     since; as {@link #plan} where that keeps all of it
   * @throws CancellationException when asked to stop
   */
  public PlanList undo(Cancellation cancellation) throws StoreException {
    ApplicationActivity last =
        last(log.read()).orElseThrow(() -> new StoreException(new Problem.NothingToUndo()));
    List<Installed> all = flatpak.installed(Locale.getDefault()).all();
    List<FlatpakPlan> plans = new ArrayList<>();
    List<PlanList.Unknown> kept = new ArrayList<>();
    for (ApplicationChange each : last.changed().reversed()) {
      Optional<Installed> found = all.stream().filter(each::isAbout).findFirst();
      if (found.isEmpty()) {
        continue;
      }
      Installed now = found.get();
      cancellation.check();
      try {
        if (!each.isLatestOf(now)) {
          throw new StoreException(changedSince(now));
        }
        plans.add(plan(now, each.before(), each.heldBefore(), Optional.empty(), cancellation));
      } catch (StoreException e) {
        kept.add(new PlanList.Unknown(now, e.problem()));
      }
    }
    if (plans.isEmpty()) {
      throw new StoreException(
          kept.stream()
              .map(PlanList.Unknown::why)
              .filter(each -> !isChangedSince(each))
              .findFirst()
              .orElseGet(Problem.NothingToUndo::new));
    }
    return new PlanList(PlanList.Aim.UNDO, plans, kept);
  }

  /** In this person's language now, where it is still installed. */
  private static ApplicationChange named(ApplicationChange change, List<Installed> now) {
    return now.stream()
        .filter(change::isAbout)
        .findFirst()
        .map(each -> change.named(each.about().name()))
        .orElse(change);
  }

  private static Problem changedSince(Installed now) {
    return new Problem.FlatpakFailed(now.about().name(), FlatpakFault.CHANGED_SINCE, "");
  }

  private static boolean isChangedSince(Problem problem) {
    return problem instanceof Problem.FlatpakFailed failed
        && failed.fault() == FlatpakFault.CHANGED_SINCE;
  }

  private static Optional<ApplicationActivity> last(List<ApplicationChange> lines) {
    return ApplicationActivity.of(lines).stream()
        .filter(each -> !each.changed().isEmpty())
        .findFirst();
  }

  /**
   * What happened to applications: what was done from here, and what others did as far as Flatpak
   * has told the journal. Reads files and runs a program; never fails, but says what is missing.
   *
   * @throws CancellationException when asked to stop
   */
  public Chronicle chronicle(Locale locale, Cancellation cancellation) {
    List<Happening> happenings = new ArrayList<>();
    Chronicle others = flatpak.told(locale, cancellation);
    Optional<Problem> gap = others.gap();
    List<ApplicationActivity> own = List.of();
    try {
      List<Installed> now = flatpak.installed(locale).all();
      List<ApplicationChange> lines = log.read().stream().map(each -> named(each, now)).toList();
      own = ApplicationActivity.of(lines);
      Optional<ApplicationActivity> last =
          last(lines)
              .filter(
                  it ->
                      it.changed().stream()
                          .anyMatch(each -> now.stream().anyMatch(each::isLatestOf)));
      own.forEach(
          each ->
              happenings.add(
                  new Happening.OwnApplications(each, last.filter(each::equals).isPresent())));
    } catch (StoreException e) {
      gap = Optional.of(e.problem());
    }
    List<ApplicationActivity> known = own;
    others.happenings().stream()
        .filter(
            each ->
                !(each instanceof Happening.OtherApplication(FlatpakEvent event)
                    && known.stream().anyMatch(it -> it.explains(event))))
        .forEach(happenings::add);
    return new Chronicle(happenings, gap);
  }

  /**
   * Carries a plan out and waits for its end. Refused with {@link Problem.StateChanged} if it is no
   * longer as the plan found it.
   *
   * @param events hears what happens, on this thread; the last one is {@link Event.Finished}
   * @param cancellation ends flatpak, which leaves what is installed whole
   */
  public Outcome carryOut(FlatpakPlan plan, Consumer<Event> events, Cancellation cancellation) {
    return carryOut(PlanList.of(plan), (_, event) -> events.accept(event), cancellation).getFirst();
  }

  /**
   * Carries plans out one after another, whatever becomes of each. One that another brought along,
   * as an application does its runtime, has succeeded. After a cancel the rest is cancelled, too.
   *
   * @param events hears what happens to which; the last one of each is {@link Event.Finished}
   * @return what became of each
   */
  public List<Outcome> carryOut(
      PlanList list, BiConsumer<FlatpakPlan, Event> events, Cancellation cancellation) {
    return new Execution(flatpak, log).carryOut(list, events, cancellation);
  }
}
