package org.understory.store.sysroot;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
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
import org.understory.store.file.SmallFile;

/**
 * The {@code /etc} of a deployment, as it is on disk. What comes and goes while it is read may be
 * in it or not.
 */
final class DiskEtc implements EtcTree {
  /** Folders in folders; real ones have ten. */
  private static final int MAX_DEPTH = 200;

  private static final int TYPE = 0170000;

  private final Path folder;
  private final Cancellation cancellation;
  private final List<Problem> problems = new ArrayList<>();
  private final ConfigNode root;
  private int count;

  /**
   * Reads it.
   *
   * @throws StoreException where there is none, or the folder itself can't be looked at
   */
  DiskEtc(Path folder, Cancellation cancellation) throws StoreException {
    this.folder = folder;
    this.cancellation = cancellation;
    try {
      this.root = node(folder, 0);
    } catch (IOException e) {
      throw SmallFile.trouble(folder, e);
    }
  }

  private ConfigNode node(Path path, int depth) throws IOException, StoreException {
    cancellation.check();
    ConfigItem item = item(path);
    if (item.kind() != Kind.FOLDER) {
      return ConfigNode.leaf(item);
    }
    if (depth > MAX_DEPTH) {
      problems.add(new Problem.CorruptFile(path.toString(), Flaw.TOO_DEEP));
      return ConfigNode.closed(item);
    }
    SortedMap<String, ConfigNode> inside = new TreeMap<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(path)) {
      for (Path each : stream) {
        count++;
        if (count > MAX_ENTRIES) {
          throw SysrootFiles.corrupt(folder, Flaw.TOO_MANY);
        }
        child(each, depth).ifPresent(it -> inside.put(each.getFileName().toString(), it));
      }
    } catch (DirectoryIteratorException e) {
      return closed(path, item, Objects.requireNonNull(e.getCause()));
    } catch (NoSuchFileException e) {
      return ConfigNode.folder(item, Map.of());
    } catch (IOException e) {
      return closed(path, item, e);
    }
    return new ConfigNode(item, inside, true);
  }

  private Optional<ConfigNode> child(Path path, int depth) throws IOException, StoreException {
    try {
      return Optional.of(node(path, depth + 1));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private ConfigNode closed(Path path, ConfigItem item, IOException e) {
    if (!(e instanceof AccessDeniedException)) {
      problems.add(SmallFile.trouble(path, e).problem());
    }
    return ConfigNode.closed(item);
  }

  /**
   * The file or link at an absolute path {@code /etc/…} below this folder, not by way of links;
   * empty where there is none, or something else.
   */
  static Optional<ConfigFile> file(Path folder, String path) throws StoreException {
    Path file = folder;
    try {
      for (Path each : Path.of(path.substring(NAME.length() + 1))) {
        if (item(file).kind() != Kind.FOLDER) {
          return Optional.empty();
        }
        file = file.resolve(each);
      }
      ConfigItem item = item(file);
      return switch (item.kind()) {
        case FILE -> {
          try (InputStream content = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            yield Optional.of(new ConfigFile(item, EtcTree.sample(content)));
          }
        }
        case LINK -> Optional.of(new ConfigFile(item, EtcTree.sample(item.target().orElse(""))));
        case FOLDER, OTHER -> Optional.empty();
      };
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw SmallFile.trouble(file, e);
    }
  }

  private static ConfigItem item(Path path) throws IOException {
    Map<String, Object> found =
        Files.readAttributes(path, "unix:mode,uid,gid,size", LinkOption.NOFOLLOW_LINKS);
    int mode = number(found, "mode").intValue();
    Kind kind =
        switch (mode & TYPE) {
          case 0100000 -> Kind.FILE;
          case 0120000 -> Kind.LINK;
          case 0040000 -> Kind.FOLDER;
          default -> Kind.OTHER;
        };
    return new ConfigItem(
        kind,
        mode,
        number(found, "uid").intValue(),
        number(found, "gid").intValue(),
        kind == Kind.FILE ? number(found, "size").longValue() : 0,
        kind == Kind.LINK
            ? Optional.of(Files.readSymbolicLink(path).toString())
            : Optional.empty());
  }

  private static Number number(Map<String, Object> attributes, String name) throws IOException {
    if (attributes.get(name) instanceof Number number) {
      return number;
    }
    throw new IOException(name);
  }

  @Override
  public ConfigNode root() {
    return root;
  }

  @Override
  public InputStream open(String path) throws IOException {
    // A link that took the file's place meanwhile could lead anywhere.
    return Files.newInputStream(folder.resolve(path), LinkOption.NOFOLLOW_LINKS);
  }

  @Override
  public Optional<Checksum> object(String path) {
    return Optional.empty();
  }

  @Override
  public List<Problem> problems() {
    return List.copyOf(problems);
  }
}
