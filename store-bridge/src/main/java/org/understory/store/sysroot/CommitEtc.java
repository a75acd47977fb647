package org.understory.store.sysroot;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.understory.model.config.ConfigFile;
import org.understory.model.config.ConfigItem;
import org.understory.model.config.ConfigItem.Kind;
import org.understory.model.config.ConfigNode;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.Flaw;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.tree.TreeEntry;
import org.understory.store.repo.Repository;

/**
 * The default {@code /etc} that a commit brings: its {@code usr/etc}, or {@code etc} of old builds,
 * which a deployment moves there (prepare_deployment_etc). From the repository rather than from the
 * deployment's own files, which are the same: there every name can be read.
 */
final class CommitEtc implements EtcTree {
  private final Repository repository;
  private final Cancellation cancellation;
  private final Map<String, Checksum> files = new HashMap<>();
  private final List<Problem> problems = new ArrayList<>();
  private final ConfigNode root;

  /**
   * Reads it.
   *
   * @throws StoreException NoSuchPath where the commit has none, and what keeps it from being read
   */
  CommitEtc(Repository repository, Checksum commit, Cancellation cancellation)
      throws StoreException {
    this.repository = repository;
    this.cancellation = cancellation;
    this.root = read(commit, folder(repository, commit));
  }

  private static String folder(Repository repository, Checksum commit) throws StoreException {
    try {
      return repository.entry(commit, "/usr/etc").path();
    } catch (StoreException e) {
      if (!(e.problem() instanceof Problem.NoSuchPath)) {
        throw e;
      }
      try {
        return repository.entry(commit, "/etc").path();
      } catch (StoreException _) {
        throw e;
      }
    }
  }

  /**
   * The file or link at an absolute path {@code /etc/…} of this default; empty where it has none,
   * or a folder.
   */
  static Optional<ConfigFile> file(
      Repository repository, Checksum commit, String path, Cancellation cancellation)
      throws StoreException {
    TreeEntry entry;
    try {
      entry =
          repository.entry(
              commit, folder(repository, commit) + path.substring(EtcTree.NAME.length()));
    } catch (StoreException e) {
      if (e.problem() instanceof Problem.NoSuchPath) {
        return Optional.empty();
      }
      throw e;
    }
    ConfigItem item = item(entry);
    return switch (item.kind()) {
      case FILE -> {
        try (InputStream content = repository.content(entry.checksum(), cancellation)) {
          yield Optional.of(new ConfigFile(item, EtcTree.sample(content)));
        } catch (IOException e) {
          throw new StoreException(
              new Problem.InputOutput(path, String.valueOf(e.getMessage())), e);
        }
      }
      case LINK -> Optional.of(new ConfigFile(item, EtcTree.sample(item.target().orElse(""))));
      case FOLDER, OTHER -> Optional.empty();
    };
  }

  private ConfigNode read(Checksum commit, String folder) throws StoreException {
    List<TreeEntry> entries = new ArrayList<>();
    repository.walk(commit, folder, entries::add, problems::add, cancellation);
    if (entries.size() > MAX_ENTRIES) {
      throw new StoreException(new Problem.CorruptFile(folder, Flaw.TOO_MANY));
    }
    Map<String, Map<String, ConfigNode>> inside = new HashMap<>();
    // Backwards what is in a folder comes before it.
    for (TreeEntry entry : entries.subList(1, entries.size()).reversed()) {
      if (entry.kind() != TreeEntry.Kind.DIRECTORY) {
        files.put(entry.path().substring(folder.length() + 1), entry.checksum());
      }
      String parent = entry.path().substring(0, entry.path().lastIndexOf('/'));
      inside.computeIfAbsent(parent, _ -> new TreeMap<>()).put(entry.name(), node(entry, inside));
    }
    return node(entries.getFirst(), inside);
  }

  private ConfigNode node(TreeEntry entry, Map<String, Map<String, ConfigNode>> inside) {
    ConfigItem item = item(entry);
    if (item.kind() != Kind.FOLDER) {
      return ConfigNode.leaf(item);
    }
    return isMissing(entry)
        ? ConfigNode.closed(item)
        : ConfigNode.folder(item, inside.getOrDefault(entry.path(), Map.of()));
  }

  private static ConfigItem item(TreeEntry entry) {
    Kind kind =
        switch (entry.kind()) {
          case FILE -> Kind.FILE;
          case SYMLINK -> Kind.LINK;
          case DIRECTORY -> Kind.FOLDER;
        };
    return new ConfigItem(
        kind, entry.mode(), entry.uid(), entry.gid(), entry.size(), entry.target());
  }

  /** Whether what the folder holds could not be read; the problem names its object or file. */
  private boolean isMissing(TreeEntry folder) {
    String object = folder.checksum().hex() + ".dirtree";
    return problems.stream().anyMatch(it -> it.toString().replace("/", "").contains(object));
  }

  @Override
  public ConfigNode root() {
    return root;
  }

  @Override
  public InputStream open(String path) throws StoreException {
    Checksum file = object(path).orElseThrow(() -> missing(path));
    return repository.content(file, cancellation);
  }

  private static StoreException missing(String path) {
    return new StoreException(new Problem.NoSuchPath("", path));
  }

  @Override
  public Optional<Checksum> object(String path) {
    return Optional.ofNullable(files.get(path));
  }

  @Override
  public List<Problem> problems() {
    return List.copyOf(problems);
  }
}
