package org.understory.store.engine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.understory.model.container.Image;
import org.understory.model.container.ImageDiff;
import org.understory.model.history.Checksum;
import org.understory.model.history.Commit;
import org.understory.model.history.CommitDetails;
import org.understory.model.history.Ref;
import org.understory.model.history.Variant;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.packages.LayerRequests;
import org.understory.model.plan.Operation;
import org.understory.model.plan.PlanFacts;
import org.understory.model.plan.PlanFacts.Target;
import org.understory.model.remote.Download;
import org.understory.model.remote.Remotes;
import org.understory.model.system.BootList;
import org.understory.model.system.Deployment;
import org.understory.model.system.Origin;
import org.understory.model.system.SystemSnapshot;
import org.understory.model.system.UpdateService;
import org.understory.store.container.ImageReader;
import org.understory.store.file.SmallFile;
import org.understory.store.remote.RemoteHistory;
import org.understory.store.repo.Repository;
import org.understory.store.storage.Kernel;
import org.understory.store.sysroot.Sysroot;

/** Reads what a plan depends on besides the deployments. Needs no root, and no native code. */
final class FactsReader {
  private static final String OS_RELEASE = "/usr/lib/os-release";

  /** Bytes of an os-release file; real ones have a few hundred. */
  private static final int MAX_OS_RELEASE = 64 << 10;

  private static final Pattern VARIANT =
      Pattern.compile("VARIANT_ID=([\"']?)([A-Za-z0-9._-]+)\\1\\s*");

  private final Sysroot sysroot;
  private final Repository repository;
  private final Remotes remotes;
  private final Optional<String> libostree;
  private final Optional<Path> cache;
  private final UpdateService service;

  /**
   * @param libostree version that will carry the plan out
   * @param cache the folder with what is known of repositories and of servers, if there is one
   * @param service what brings new versions to this system
   */
  FactsReader(
      Sysroot system, Optional<String> libostree, Optional<Path> cache, UpdateService service) {
    this.sysroot = cache.map(system::remembering).orElse(system);
    this.cache = cache;
    this.service = service;
    this.repository = sysroot.repository();
    this.remotes = sysroot.remotes();
    this.libostree = libostree;
  }

  PlanFacts read(SystemSnapshot snapshot, Operation operation) throws StoreException {
    Map<Checksum, Target> commits = new HashMap<>();
    switch (operation instanceof Operation.Halfway(Operation update, var _) ? update : operation) {
      case Operation.Upgrade(String stateroot, Checksum commit) ->
          add(commits, snapshot, stateroot, commit);
      case Operation.Deploy(String stateroot, Checksum commit) ->
          add(commits, snapshot, stateroot, commit);
      case Operation.Rebase(String stateroot, String _, Checksum commit) ->
          add(commits, snapshot, stateroot, commit);
      case Operation.ChangeLayers(String stateroot, var _, var _) -> {
        addBases(commits, snapshot, stateroot);
        if (service == UpdateService.LIBOSTREE && !Layers.possible(sysroot, snapshot, stateroot)) {
          throw new StoreException(new Problem.LayeringUnavailable());
        }
      }
      case Operation.ChangeOverrides(String stateroot, var _, var _) ->
          addBases(commits, snapshot, stateroot);
      case Operation.UsePackageFiles use -> addBases(commits, snapshot, use.stateroot());
      default -> {}
    }
    Map<String, Checksum> heads = new HashMap<>();
    for (Ref ref : repository.refs()) {
      heads.put(ref.refspec(), ref.checksum());
    }
    SpaceReader space = new SpaceReader(sysroot);
    return new PlanFacts(
        commits,
        remotes,
        heads,
        space.boot(snapshot),
        space.disk(snapshot, operation),
        libostree,
        service,
        bases(repository, snapshot),
        requests(snapshot));
  }

  private Map<String, LayerRequests> requests(SystemSnapshot snapshot) throws StoreException {
    Map<String, LayerRequests> requests = new HashMap<>();
    for (Deployment each : snapshot.deployments()) {
      try {
        requests.put(each.id(), sysroot.requests(each));
      } catch (StoreException e) {
        if (!(e.problem() instanceof Problem.CorruptFile)) {
          throw e;
        }
      }
    }
    return requests;
  }

  private void add(
      Map<Checksum, Target> commits, SystemSnapshot snapshot, String stateroot, Checksum commit)
      throws StoreException {
    commits.put(commit, target(commit));
    if (service == UpdateService.BOOTC) {
      images(snapshot).forEach(commits::put);
    }
    var merge = BootList.mergeDeployment(snapshot.deployments(), stateroot);
    if (merge.isPresent()) {
      Checksum now = merge.get().checksum();
      for (Checksum each : List.of(now, bases(repository, snapshot).getOrDefault(now, now))) {
        if (!commits.containsKey(each)) {
          commits.put(each, target(each));
        }
      }
    }
  }

  private void addBases(Map<Checksum, Target> commits, SystemSnapshot snapshot, String stateroot)
      throws StoreException {
    Map<Checksum, Checksum> bases = bases(repository, snapshot);
    for (Deployment each : snapshot.deployments()) {
      if (each.stateroot().equals(stateroot)) {
        Checksum base = bases.getOrDefault(each.checksum(), each.checksum());
        add(commits, snapshot, stateroot, base);
      }
    }
  }

  /**
   * The parent of a commit that was layered here is what was delivered (rust/src/daemon.rs); of one
   * that was made here of a container image the digest of that names it.
   */
  static Map<Checksum, Checksum> bases(Repository repository, SystemSnapshot snapshot)
      throws StoreException {
    Map<Checksum, Checksum> bases = new HashMap<>();
    for (Deployment each : snapshot.deployments()) {
      Origin.Source source = each.origin().source();
      if (source.isLayered() || source == Origin.Source.CONTAINER) {
        try {
          CommitDetails details = repository.details(each.checksum());
          Commit commit = details.commit();
          if (commit.kind() == Commit.Kind.LAYERED) {
            commit.parent().ifPresent(base -> bases.put(each.checksum(), base));
          }
          ImageReader.of(details)
              .flatMap(FactsReader::name)
              .ifPresent(image -> bases.put(each.checksum(), image));
        } catch (StoreException e) {
          if (!(e.problem() instanceof Problem.MissingObject)) {
            throw e;
          }
        }
      }
    }
    return bases;
  }

  private static Optional<Checksum> name(Image image) {
    return Checksum.parse(image.digest().replace("sha256:", ""));
  }

  /** The images of deployments, and what the last look at the registry found in their place. */
  private Map<Checksum, Target> images(SystemSnapshot snapshot) throws StoreException {
    Map<Checksum, Target> images = new HashMap<>();
    for (Deployment each : snapshot.deployments()) {
      if (each.origin().source() == Origin.Source.CONTAINER) {
        CommitDetails details = repository.details(each.checksum());
        Optional<Image> here = ImageReader.of(details);
        here.flatMap(FactsReader::name).ifPresent(it -> images.put(it, image(here, here.get())));
        Optional<Image> found = ImageReader.found(details);
        found
            .flatMap(FactsReader::name)
            .ifPresent(it -> images.putIfAbsent(it, image(here, found.get())));
      }
    }
    return images;
  }

  private static Target image(Optional<Image> here, Image image) {
    // What layers become is told by nobody before they are here.
    Optional<Download> download =
        here.map(old -> ImageDiff.between(old, image).download())
            .map(bytes -> new Download(bytes, bytes, new Download.Objects()));
    return new Target(
        image.version(),
        image.created(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        OptionalLong.empty(),
        download,
        OptionalLong.empty(),
        here.filter(image::equals).isPresent());
  }

  private Target target(Checksum commit) throws StoreException {
    try {
      CommitDetails details = repository.details(commit);
      return target(repository, details, !details.partial());
    } catch (StoreException e) {
      if (e.problem() instanceof Problem.MissingObject) {
        return seen(commit);
      }
      throw e;
    }
  }

  /** What a look on a server has brought of a commit that is not here. */
  private Target seen(Checksum commit) throws StoreException {
    if (cache.isEmpty()) {
      return Target.UNKNOWN;
    }
    try (Repository known = RemoteHistory.fetchedBefore(repository, remotes, cache.get())) {
      return target(known, known.details(commit), false);
    } catch (StoreException e) {
      if (e.problem() instanceof Problem.MissingObject) {
        return Target.UNKNOWN;
      }
      throw e;
    }
  }

  private Target target(Repository from, CommitDetails details, boolean whole)
      throws StoreException {
    Checksum commit = details.commit().checksum();
    Optional<Download> missing = whole ? Optional.of(Download.NOTHING) : from.download(commit);
    Optional<Kernel> kernel = whole ? Kernel.of(repository, commit) : Optional.empty();
    return new Target(
        details.commit().version(),
        OptionalLong.of(details.commit().timestamp()),
        text(details, "ostree.architecture"),
        whole ? variant(repository, commit) : Optional.empty(),
        text(details, "ostree.endoflife"),
        text(details, "ostree.endoflife-rebase"),
        kernel.map(Kernel::checksum),
        kernel.isPresent() ? OptionalLong.of(kernel.get().bytes()) : OptionalLong.empty(),
        missing,
        missing.isPresent()
            ? OptionalLong.of(missing.get().unpacked() + configuration(commit))
            : OptionalLong.empty(),
        whole);
  }

  /** Bytes of /etc, which each deployment has as a copy of its own; 0 where it is not here yet. */
  private long configuration(Checksum commit) throws StoreException {
    long[] sum = {0};
    try {
      repository.walk(
          commit, "/usr/etc", entry -> sum[0] += entry.size(), _ -> {}, new Cancellation());
    } catch (StoreException e) {
      if (!(e.problem() instanceof Problem.NoSuchPath)
          && !(e.problem() instanceof Problem.MissingObject)) {
        throw e;
      }
    }
    return sum[0];
  }

  private static Optional<String> text(CommitDetails details, String key) {
    return details.metadata().get(key) instanceof Variant.Text(String text)
        ? Optional.of(text)
        : Optional.empty();
  }

  /** {@code VARIANT_ID} of os-release(5): tells the editions of a distribution apart. */
  static Optional<String> variant(Repository repository, Checksum commit) throws StoreException {
    try (var in = repository.content(repository.entry(commit, OS_RELEASE).checksum())) {
      return variant(new String(in.readNBytes(MAX_OS_RELEASE), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw SmallFile.trouble(repository.directory(), e);
    } catch (StoreException e) {
      if (e.problem() instanceof Problem.NoSuchPath
          || e.problem() instanceof Problem.MissingObject
          || e.problem() instanceof Problem.WrongKindOfPath) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** As a shell reads it: the last one counts, in quotes or without. */
  static Optional<String> variant(String osRelease) {
    return osRelease
        .lines()
        .filter(line -> line.startsWith("VARIANT_ID="))
        .reduce((_, later) -> later)
        .map(VARIANT::matcher)
        .filter(Matcher::matches)
        .map(matcher -> matcher.group(2));
  }
}
