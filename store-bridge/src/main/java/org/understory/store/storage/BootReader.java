package org.understory.store.storage;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.understory.model.operation.Cancellation;
import org.understory.model.storage.BootUse;
import org.understory.model.storage.BootUse.Kernel;
import org.understory.model.storage.Usage.Volume;
import org.understory.model.system.Deployment;
import org.understory.store.repo.DiskUse;
import org.understory.store.repo.RepositoryMode;

/** Measures the kernels in /boot. */
public final class BootReader {
  /** Folders; a computer has a handful. */
  private static final int MAX_KERNELS = 1000;

  private final Path root;
  private final boolean copied;

  /**
   * @param root the sysroot
   * @param mode of its repository: out of some the files of deployments are copies, and a kernel is
   *     then a hard link to nothing that counts elsewhere
   */
  public BootReader(Path root, RepositoryMode mode) {
    this.root = root;
    this.copied = mode != RepositoryMode.BARE && mode != RepositoryMode.BARE_SPLIT_XATTRS;
  }

  /** Empty where /boot is not there or can't be looked into. */
  public Optional<BootUse> read(List<Deployment> deployments) {
    Path boot = root.resolve("boot");
    try {
      FileStore store = Files.getFileStore(boot);
      boolean separate =
          !Files.getAttribute(boot, "unix:dev")
              .equals(Files.getAttribute(root.resolve("ostree"), "unix:dev"));
      List<Kernel> kernels = new ArrayList<>();
      for (Path folder : folders(boot.resolve("ostree"))) {
        kernels.add(kernel(folder, deployments));
      }
      Volume volume = new Volume(store.getTotalSpace(), store.getUsableSpace());
      return Optional.of(new BootUse(volume, separate, kernels));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static List<Path> folders(Path kernels) throws IOException {
    try (Stream<Path> all = Files.list(kernels)) {
      return all.filter(Files::isDirectory).sorted().limit(MAX_KERNELS).toList();
    } catch (NoSuchFileException none) {
      return List.of();
    }
  }

  private Kernel kernel(Path folder, List<Deployment> deployments) throws IOException {
    String name = folder.getFileName().toString();
    long unlinked = DiskUse.of(folder).bytes();
    long bytes = unlinked;
    List<BootUse.File> files = new ArrayList<>();
    try (DirectoryStream<Path> inside = Files.newDirectoryStream(folder)) {
      for (Path file : inside) {
        DiskUse use = DiskUse.of(file);
        long whole = use.folder() ? DiskUse.below(file, new Cancellation()) : use.bytes();
        bytes += whole;
        unlinked += copied || use.folder() || use.links() == 1 ? whole : 0;
        files.add(new BootUse.File(file.getFileName().toString(), whole));
      }
    }
    files.sort((a, b) -> Long.compare(b.bytes(), a.bytes()));
    List<String> users =
        deployments.stream()
            .filter(it -> it.bootChecksum().filter(sum -> name(it, sum).equals(name)).isPresent())
            .map(Deployment::id)
            .toList();
    String checksum = name.substring(name.lastIndexOf('-') + 1);
    Set<String> keepers =
        deployments.stream()
            .filter(it -> it.bootChecksum().orElse(checksum).equals(checksum))
            .map(Deployment::id)
            .collect(Collectors.toSet());
    return new Kernel(name, version(files), bytes, unlinked, files, users, keepers);
  }

  /** Its folder, as libostree names it. */
  static String name(Deployment deployment, String bootChecksum) {
    return deployment.stateroot() + "-" + bootChecksum;
  }

  /** {@code vmlinuz-VERSION}, as libostree names the file. */
  private static Optional<String> version(List<BootUse.File> files) {
    return files.stream()
        .map(BootUse.File::name)
        .filter(name -> name.startsWith("vmlinuz-"))
        .map(name -> name.substring("vmlinuz-".length()))
        .findFirst();
  }
}
