package org.understory.store.storage;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.tree.TreeEntry;
import org.understory.store.repo.Repository;

/**
 * What a commit brings to /boot.
 *
 * @param checksum of kernel, initramfs and device trees one after the other, by which libostree
 *     names their folder ({@code get_kernel_from_tree_usrlib_modules})
 * @param bytes of all of them
 */
public record Kernel(String checksum, long bytes) {
  private static final String MODULES = "/usr/lib/modules";

  /** Empty where the commit has no kernel in {@code /usr/lib/modules}, or not all of it is here. */
  public static Optional<Kernel> of(Repository repository, Checksum commit) throws StoreException {
    List<TreeEntry> files;
    try {
      files = files(repository, commit);
    } catch (StoreException e) {
      if (e.problem() instanceof Problem.NoSuchPath
          || e.problem() instanceof Problem.MissingObject) {
        return Optional.empty();
      }
      throw e;
    }
    if (files.isEmpty()) {
      return Optional.empty();
    }
    MessageDigest digest = sha256();
    long bytes = 0;
    byte[] buffer = new byte[1 << 16];
    for (TreeEntry file : files) {
      try (InputStream in = repository.content(file.checksum())) {
        for (int read; (read = in.read(buffer)) > 0; bytes += read) {
          digest.update(buffer, 0, read);
        }
      } catch (IOException e) {
        throw new StoreException(
            new Problem.InputOutput(file.path(), String.valueOf(e.getMessage())), e);
      }
    }
    return Optional.of(new Kernel(HexFormat.of().formatHex(digest.digest()), bytes));
  }

  private static List<TreeEntry> files(Repository repository, Checksum commit)
      throws StoreException {
    for (TreeEntry version : repository.list(commit, MODULES)) {
      if (version.kind() != TreeEntry.Kind.DIRECTORY) {
        continue;
      }
      List<TreeEntry> inside = repository.list(commit, version.path());
      Optional<TreeEntry> kernel = file(inside, "vmlinuz");
      if (kernel.isPresent()) {
        List<TreeEntry> files = new ArrayList<>(List.of(kernel.get()));
        file(inside, "initramfs.img").or(() -> file(inside, "initramfs")).ifPresent(files::add);
        Optional<TreeEntry> tree = file(inside, "devicetree");
        tree.ifPresent(files::add);
        if (tree.isEmpty()) {
          for (TreeEntry each : inside) {
            if (each.name().equals("dtb") && each.kind() == TreeEntry.Kind.DIRECTORY) {
              addAll(repository, commit, each.path(), files);
            }
          }
        }
        return files;
      }
    }
    return List.of();
  }

  private static void addAll(
      Repository repository, Checksum commit, String folder, List<TreeEntry> files)
      throws StoreException {
    for (TreeEntry each : repository.list(commit, folder)) {
      if (each.kind() == TreeEntry.Kind.DIRECTORY) {
        addAll(repository, commit, each.path(), files);
      } else if (each.kind() == TreeEntry.Kind.FILE) {
        files.add(each);
      }
    }
  }

  private static Optional<TreeEntry> file(List<TreeEntry> entries, String name) {
    return entries.stream()
        .filter(each -> each.name().equals(name) && each.kind() == TreeEntry.Kind.FILE)
        .findFirst();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
