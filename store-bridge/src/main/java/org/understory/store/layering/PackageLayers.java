package org.understory.store.layering;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.understory.model.history.Checksum;
import org.understory.model.history.CommitDetails;
import org.understory.model.history.Variant;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.packages.Package;
import org.understory.model.plan.Event;
import org.understory.model.plan.Event.Step;
import org.understory.store.file.SmallFile;
import org.understory.store.libostree.NewTree;
import org.understory.store.libostree.TreeWriter;
import org.understory.store.packages.PackageReader;
import org.understory.store.repo.Repository;
import org.understory.store.repo.RepositoryMode;

/** Makes commits with packages on top of those that were delivered. Needs root. */
public final class PackageLayers {
  /**
   * Metadata: names of the packages that were asked for ({@code as}); only such commits have it.
   */
  public static final String PACKAGES = "understory.packages";

  /** Keeps a commit until it is deployed; then the references of deployments do. */
  public static final String REF = "understory/layered";

  /** What a commit goes on saying of itself. */
  private static final List<String> INHERITED =
      List.of("version", "ostree.architecture", "ostree.linux", "ostree.source-title");

  /** What libostree copies to {@code /boot} (get_kernel_from_tree). */
  private static final Pattern KERNEL =
      Pattern.compile(
          "boot/.+|usr/lib/ostree-boot/.+|usr/lib/modules/[^/]+/(vmlinuz|initramfs\\.img|devicetree.*)");

  /** Folders that hold them. */
  private static final List<String> KERNELS =
      List.of("boot", "usr/lib/ostree-boot", "usr/lib/modules");

  private final Path sysroot;
  private final Repository repository;
  private final TreeWriter trees;
  private final Optional<Settings> settings;

  /**
   * @param trees of the repository of this sysroot, whose lock is held
   * @param settings of the package manager; empty for those of the version itself
   */
  public PackageLayers(
      Path sysroot, Repository repository, TreeWriter trees, Optional<Settings> settings) {
    this.settings = settings;
    this.sysroot = sysroot;
    this.repository = repository;
    this.trees = trees;
  }

  /**
   * The package manager that puts packages on top of this commit, such as {@code apt}; empty where
   * none can that is known: its tree has to have it, and its database.
   *
   * @throws StoreException what keeps the commit from being read
   */
  public static Optional<String> tool(Repository repository, Checksum base) throws StoreException {
    return repository.mode() == RepositoryMode.BARE
        ? TreePackages.of(repository, base).map(each -> each.kind().title())
        : Optional.empty();
  }

  /**
   * Makes a commit with these packages on top of a base, all of which is here. Nothing but the
   * commit and {@link #REF} is left of it, whatever becomes of it.
   *
   * @param names packages as the tree's package manager knows them; those that the base has already
   *     stay as they are
   * @return the commit; the base itself where it has all of them
   * @throws StoreException LayeringUnavailable, UnknownPackage, PackageSourcesFailed, LayerFailed,
   *     LayerOutsideTree, LayerHasKernel, SettingOpen, MissingTool, NoSpace, NotWritable
   */
  public Checksum apply(
      Checksum base, List<String> names, Consumer<Event> events, Cancellation cancellation)
      throws StoreException {
    if (tool(repository, base).isEmpty()) {
      throw new StoreException(new Problem.LayeringUnavailable());
    }
    TreePackages packages = TreePackages.of(repository, base).orElseThrow();
    packages.requireNames(names);
    List<String> missing = missing(base, names, cancellation);
    if (missing.isEmpty()) {
      return base;
    }
    String place = packages.database();
    try (LayerFolder folder = LayerFolder.make(sysroot)) {
      begin(Step.CHECKING_OUT, events, cancellation);
      trees.checkOut(base, folder.base(), cancellation);
      Path fresh = folder.base().resolve("usr/etc");
      settings.orElse(new Settings(fresh, fresh)).lay(fresh, folder.settings());
      folder.mount(cancellation);
      begin(Step.INSTALLING, events, cancellation);
      Inside root = new Inside(folder.root());
      PackageTool tool =
          switch (packages.kind()) {
            case APT -> new Apt(root, folder, place, events, cancellation);
            case DNF -> new Dnf(root, folder, place, events, cancellation);
          };
      tool.install(missing);
      folder.unmount();
      begin(Step.COMMITTING, events, cancellation);
      Changes changes = changes(folder, packages);
      List<String> removed =
          changes.removed().stream()
              .filter(each -> !each.startsWith("var/") || each.startsWith(place))
              .toList();
      return trees.commit(tree(base, names, folder, removed), cancellation);
    }
  }

  /**
   * Refuses packages that the base has already.
   *
   * @throws StoreException AlreadyInstalled
   */
  public void requireNew(Checksum base, List<String> names, Cancellation cancellation)
      throws StoreException {
    List<String> missing = missing(base, names, cancellation);
    for (String name : names) {
      if (!missing.contains(name)) {
        throw new StoreException(new Problem.AlreadyInstalled(name));
      }
    }
  }

  private static void begin(Step step, Consumer<Event> events, Cancellation cancellation) {
    cancellation.check();
    events.accept(new Event.Phase(step));
  }

  private List<String> missing(Checksum base, List<String> names, Cancellation cancellation)
      throws StoreException {
    List<String> there =
        new PackageReader(repository)
            .list(base, cancellation).packages().stream().map(Package::name).toList();
    return names.stream().filter(each -> !there.contains(each)).toList();
  }

  private static Changes changes(LayerFolder folder, TreePackages packages) throws StoreException {
    Inside base = new Inside(folder.base());
    Inside upper = new Inside(folder.upper());
    // Folders that only a container needs.
    for (String own : Container.OWN) {
      Path left = upper.place(own);
      if (Files.isDirectory(left, LinkOption.NOFOLLOW_LINKS)) {
        LayerFolder.remove(left);
      }
    }
    Changes changes = Changes.take(folder.base(), folder.upper());
    requireSameKernel(changes);
    try {
      for (String lock : packages.kind().locks()) {
        String file = packages.database() + "/" + lock;
        if (!Files.exists(base.place(file), LinkOption.NOFOLLOW_LINKS)) {
          Files.deleteIfExists(upper.place(file));
        }
      }
    } catch (IOException e) {
      throw SmallFile.trouble(folder.upper(), e);
    }
    new Outside(base, upper).keep(packages.database());
    return changes;
  }

  private static void requireSameKernel(Changes changes) throws StoreException {
    for (String path : changes.written()) {
      if (KERNEL.matcher(path).matches()) {
        throw new StoreException(new Problem.LayerHasKernel("/" + path));
      }
    }
    for (String path : changes.removed()) {
      if (KERNELS.stream().anyMatch(each -> (each + "/").startsWith(path + "/"))
          || KERNEL.matcher(path).matches()
          || path.matches("usr/lib/modules/[^/]+")) {
        throw new StoreException(new Problem.LayerHasKernel("/" + path));
      }
    }
  }

  private NewTree tree(Checksum base, List<String> names, LayerFolder folder, List<String> removed)
      throws StoreException {
    CommitDetails details = repository.details(base);
    Map<String, String> texts = new HashMap<>();
    for (String key : INHERITED) {
      if (details.metadata().get(key) instanceof Variant.Text(String text)
          && text.chars().noneMatch(Character::isISOControl)) {
        texts.put(key, text);
      }
    }
    return new NewTree(
        base,
        removed,
        folder.upper(),
        folder.base(),
        details.commit().subject(),
        texts,
        Map.of(PACKAGES, names),
        REF);
  }
}
