package org.understory.store.sysroot;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.system.Kernel;
import org.understory.model.tree.TreeEntry;
import org.understory.store.repo.Repository;

/**
 * Finds the kernel of a commit where libostree looks for it (get_kernel_from_tree): beside its
 * modules, or in the folders of old builds, where names end with a checksum.
 */
public final class KernelReader {
  private static final String MODULES = "/usr/lib/modules";
  private static final List<String> OLD_FOLDERS = List.of("/usr/lib/ostree-boot", "/boot");
  private static final Pattern OLD_KERNEL = Pattern.compile("vmlinuz-(.*)-[0-9a-f]{64}");
  private static final Pattern OLD_INITRAMFS = Pattern.compile("initramfs-(.*)-[0-9a-f]{64}");

  private final Repository repository;

  /** Looks in commits of this repository. */
  public KernelReader(Repository repository) {
    this.repository = repository;
  }

  /**
   * The kernel of a commit; empty where it brings none.
   *
   * @throws StoreException what keeps its tree from being read
   */
  public Optional<Kernel> kernel(Checksum commit) throws StoreException {
    for (TreeEntry version : list(commit, MODULES)) {
      if (version.kind() == TreeEntry.Kind.DIRECTORY) {
        List<TreeEntry> files = list(commit, version.path());
        Optional<Kernel.BootFile> image = named("vmlinuz", files);
        if (image.isPresent()) {
          return Optional.of(
              new Kernel(
                  version.name(),
                  image.get(),
                  named("initramfs.img", files).or(() -> named("initramfs", files))));
        }
      }
    }
    for (String folder : OLD_FOLDERS) {
      List<TreeEntry> files = list(commit, folder);
      if (!files.isEmpty()) {
        return old(files);
      }
    }
    return Optional.empty();
  }

  private static Optional<Kernel> old(List<TreeEntry> files) {
    Optional<Kernel.BootFile> initramfs =
        files.stream()
            .filter(it -> OLD_INITRAMFS.matcher(it.name()).matches())
            .findFirst()
            .map(KernelReader::file);
    for (TreeEntry each : files) {
      Matcher kernel = OLD_KERNEL.matcher(each.name());
      if (kernel.matches()) {
        return Optional.of(new Kernel(kernel.group(1), file(each), initramfs));
      }
    }
    return Optional.empty();
  }

  private static Optional<Kernel.BootFile> named(String name, List<TreeEntry> files) {
    return files.stream()
        .filter(it -> it.name().equals(name) && it.kind() == TreeEntry.Kind.FILE)
        .findFirst()
        .map(KernelReader::file);
  }

  private static Kernel.BootFile file(TreeEntry entry) {
    return new Kernel.BootFile(entry.checksum(), entry.size());
  }

  private List<TreeEntry> list(Checksum commit, String folder) throws StoreException {
    try {
      return repository.list(commit, folder);
    } catch (StoreException e) {
      boolean absent =
          e.problem() instanceof Problem.NoSuchPath
              || e.problem() instanceof Problem.WrongKindOfPath;
      if (absent) {
        return List.of();
      }
      throw e;
    }
  }
}
