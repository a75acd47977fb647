package org.understory.test.kit.engine;

import java.util.function.Consumer;
import org.understory.model.container.Image;
import org.understory.model.history.Checksum;
import org.understory.model.history.Ref;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.StoreException;
import org.understory.model.plan.Event;
import org.understory.model.plan.Operation;
import org.understory.model.plan.Outcome;
import org.understory.model.plan.Plan;
import org.understory.model.system.UpdateService;
import org.understory.store.container.ImageReader;
import org.understory.store.repo.Repository;
import org.understory.test.kit.ImageSysroot;
import org.understory.test.kit.SomeImage;
import org.understory.test.kit.SystemLab;
import org.understory.test.kit.WholeLab;

/** A system that runs an image, and has bootc and the real helper, whose worker runs it. */
public final class BootcHost extends WholeHost {
  private static final String OTHER = "quay.io/fern/other:42";

  /** Starts one; an assumption fails where that takes rights that this user has not. */
  public BootcHost() {
    super(() -> WholeLab.ofImages(SystemLab.Kind.DBUS_BROKER));
    publish(branch());
  }

  @Override
  public UpdateService service() {
    return UpdateService.BOOTC;
  }

  @Override
  public String branch() {
    return ImageSysroot.REFERENCE;
  }

  @Override
  public String otherBranch() {
    return "ostree-unverified-registry:" + OTHER;
  }

  @Override
  public String ref() {
    return ImageSysroot.REF;
  }

  /** The stand-in has the registry's images told, and skopeo has not. */
  @Override
  public boolean answers(String branch) {
    return branch.equals(branch());
  }

  @Override
  public Checksum publish(String branch) {
    String version = nextVersion();
    SomeImage image = SomeImage.of(version, "base", "version " + version);
    lab().bootc().publish(branch.equals(branch()) ? ImageSysroot.NAME : OTHER, image);
    return named(image.digest());
  }

  private static Checksum named(String digest) {
    return Checksum.parse(digest.replace("sha256:", "")).orElseThrow();
  }

  /** An image is a commit once it is here. */
  @Override
  public Checksum committed(Checksum version) {
    try (Repository repository = Repository.open(lab().sysroot().repository())) {
      for (Ref ref : repository.refs(_ -> {})) {
        boolean it =
            ImageReader.of(repository.details(ref.checksum()))
                .map(Image::digest)
                .filter(digest -> named(digest).equals(version))
                .isPresent();
        if (it) {
          return ref.checksum();
        }
      }
      return version;
    } catch (StoreException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public AutoCloseable occupy() throws Exception {
    Plan plan = upgrade();
    lab().bootc().behave("hang-pulling");
    Begun begun = new Begun(engine(), plan, Event.Progress.class::isInstance, _ -> {});
    return () -> {
      begun.cancel();
      begun.outcome();
      lab().bootc().behave("");
    };
  }

  /** It, while it deploys. */
  @Override
  public Killed kill(Consumer<Event> events) throws StoreException {
    Plan plan = upgrade();
    lab().bootc().behave("die-staging");
    Outcome outcome = engine().carryOut(plan, events, new Cancellation());
    lab().bootc().behave("");
    return new Killed(plan, outcome);
  }

  private Plan upgrade() throws StoreException {
    return engine().plan(new Operation.Upgrade(ImageSysroot.STATEROOT, publish(branch())));
  }
}
