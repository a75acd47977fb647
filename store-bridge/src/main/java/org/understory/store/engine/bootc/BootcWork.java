package org.understory.store.engine.bootc;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.understory.model.container.Image;
import org.understory.model.container.ImageReference;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.plan.Event;
import org.understory.model.plan.Event.Step;
import org.understory.model.plan.Operation;
import org.understory.model.plan.Outcome.Result;
import org.understory.model.plan.Plan;
import org.understory.model.system.BootList;
import org.understory.model.system.Deployment;
import org.understory.store.bootc.Bootc;
import org.understory.store.bootc.BootcStatus;
import org.understory.store.container.ImageReader;
import org.understory.store.container.Registry;
import org.understory.store.libostree.PipedProgram;
import org.understory.store.sysroot.Sysroot;

/**
 * What bootc does of a plan on a system whose updates are its own: newer images, other images, and
 * going back to the deployment that it would choose as well. All else is libostree's. It takes the
 * lock of the sysroot itself.
 */
public final class BootcWork {
  /** As {@code bootc upgrade --check} prints it; nothing else tells whether there was anything. */
  private static final Pattern DIGEST =
      Pattern.compile("^\\s*Digest: (sha256:[0-9a-f]{64})\\s*$", Pattern.MULTILINE);

  private final Bootc bootc;
  private final Registry registry;
  private final Sysroot sysroot;
  private final Plan plan;

  /** Does this plan, if it {@link #does} it. */
  public BootcWork(Bootc bootc, Registry registry, Sysroot sysroot, Plan plan) {
    this.bootc = bootc;
    this.registry = registry;
    this.sysroot = sysroot;
    this.plan = plan;
  }

  /** Whether this plan is the work of this bootc, and not libostree's. */
  public static boolean does(Plan plan, Bootc bootc) {
    return switch (plan.operation()) {
      case Operation.Check _, Operation.Upgrade _, Operation.Rebase _, Operation.Halfway _ -> true;
      // Before it could, only libostree could.
      case Operation.SetFinalizationLocked(boolean locked) -> !locked && holdsBack(bootc);
      case Operation.SetDefault _ -> isItsRollback(plan);
      default -> false;
    };
  }

  private static boolean holdsBack(Bootc bootc) {
    try {
      return bootc.holdsBack(new Cancellation());
    } catch (StoreException untold) {
      return false;
    }
  }

  /**
   * Whether {@code bootc rollback} comes to the same: it puts the first of the stateroot that does
   * not run before what runs, or back behind it where it was before, and drops what is staged
   * (deploy.rs).
   */
  private static boolean isItsRollback(Plan plan) {
    List<Deployment> now = plan.before().deployments();
    Optional<Deployment> booted = plan.before().booted();
    if (booted.isEmpty() || now.stream().anyMatch(Deployment::staged)) {
      return false;
    }
    Optional<Deployment> other =
        now.stream()
            .filter(each -> !each.booted() && each.stateroot().equals(booted.get().stateroot()))
            .findFirst();
    if (other.isEmpty() || other.get().origin().source() != booted.get().origin().source()) {
      return false;
    }
    boolean reverting = now.indexOf(other.get()) < now.indexOf(booted.get());
    List<String> its = new ArrayList<>();
    its.add(reverting ? booted.get().id() : other.get().id());
    its.add(reverting ? other.get().id() : booted.get().id());
    String stateroot = booted.get().stateroot();
    now.stream().filter(each -> each.stateroot().equals(stateroot)).forEach(each -> add(its, each));
    now.forEach(each -> add(its, each));
    return its.equals(plan.after().stream().map(Deployment::id).toList());
  }

  private static void add(List<String> ids, Deployment each) {
    if (!ids.contains(each.id())) {
      ids.add(each.id());
    }
  }

  /**
   * Has it done.
   *
   * @throws StoreException BootcRefuses, NeedsRpmOstree, MissingTool, ToolFailed, UnsafeName,
   *     ReadOnlyFileSystem
   * @throws java.util.concurrent.CancellationException when asked to stop
   */
  public Result run(Consumer<Event> events, Cancellation cancellation) throws StoreException {
    String progress = "--progress-fd=" + PipedProgram.PROGRESS;
    switch (plan.operation()) {
      case Operation.Check(String refspec) -> {
        events.accept(new Event.Phase(Step.CHECKING));
        requireReady(cancellation);
        return new Result.Found(newest(reference(refspec), events, cancellation));
      }
      case Operation.Upgrade _ -> {
        requireReady(cancellation);
        bootc.run(List.of("upgrade", "--quiet", progress), events, cancellation);
      }
      case Operation.Halfway _ -> {
        requireReady(cancellation);
        if (!bootc.holdsBack(cancellation)) {
          throw new StoreException(new Problem.NeedsRpmOstree());
        }
        bootc.run(List.of("upgrade", "--quiet", progress, "--download-only"), events, cancellation);
      }
      case Operation.SetFinalizationLocked _ -> {
        requireReady(cancellation);
        events.accept(new Event.Phase(Step.DEPLOYING));
        bootc.run(
            List.of("upgrade", "--quiet", progress, "--from-downloaded"),
            events,
            new Cancellation());
      }
      case Operation.Rebase(String _, String refspec, Checksum _) -> {
        requireReady(cancellation);
        bootc.run(arguments(reference(refspec), progress), events, cancellation);
      }
      default -> {
        requireReady(cancellation);
        events.accept(new Event.Phase(Step.DEPLOYING));
        bootc.run(List.of("rollback"), events, new Cancellation());
      }
    }
    return new Result.Done();
  }

  private static List<String> arguments(ImageReference reference, String progress)
      throws StoreException {
    List<String> arguments = new ArrayList<>(List.of("switch", "--quiet", progress));
    switch (reference.signatures()) {
      case POLICY -> arguments.add("--enforce-container-sigpolicy");
      case NONE -> {}
      case REMOTE -> throw new StoreException(new Problem.UnsafeName(reference.text()));
    }
    if (!reference.onServer()) {
      throw new StoreException(new Problem.UnsafeName(reference.text()));
    }
    arguments.add("--");
    arguments.add(reference.image());
    return arguments;
  }

  private static ImageReference reference(String text) throws StoreException {
    return ImageReference.parse(text)
        .orElseThrow(() -> new StoreException(new Problem.UnsafeName(text)));
  }

  /** It refuses as well, but in words of its own, and some only after a download. */
  private void requireReady(Cancellation cancellation) throws StoreException {
    BootcStatus status = bootc.status(cancellation);
    String stateroot = plan.before().os();
    if (status.incompatible()) {
      throw new StoreException(new Problem.BootcRefuses(stateroot));
    }
    if (status.readOnly()) {
      throw new StoreException(new Problem.ReadOnlyFileSystem("/sysroot"));
    }
    if (!status.host()) {
      throw new StoreException(new Problem.ManagedElsewhere(stateroot));
    }
  }

  /** The digest of what the image is now. */
  private Checksum newest(ImageReference wanted, Consumer<Event> events, Cancellation cancellation)
      throws StoreException {
    List<Deployment> all = plan.before().deployments();
    Optional<Deployment> followed =
        all.stream()
            .filter(Deployment::staged)
            .findFirst()
            .or(() -> BootList.mergeDeployment(all, plan.before().os()));
    boolean same =
        followed
            .flatMap(each -> each.origin().refspec())
            .flatMap(ImageReference::parse)
            .filter(wanted::equals)
            .isPresent();
    if (!same) {
      return checksum(registry.image(wanted, cancellation).digest());
    }
    String said = bootc.run(List.of("upgrade", "--check"), events, cancellation);
    Matcher found = DIGEST.matcher(said);
    if (found.find()) {
      return checksum(found.group(1));
    }
    Optional<Image> here =
        ImageReader.of(sysroot.repository().details(followed.orElseThrow().checksum()));
    return checksum(here.map(Image::digest).orElse(""));
  }

  private static Checksum checksum(String digest) throws StoreException {
    return Checksum.parse(digest.replace("sha256:", ""))
        .orElseThrow(() -> new StoreException(new Problem.UnknownRevision(digest)));
  }
}
