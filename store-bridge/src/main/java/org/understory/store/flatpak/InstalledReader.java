package org.understory.store.flatpak;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.understory.model.flatpak.FlatpakRef;
import org.understory.model.flatpak.FlatpakRef.Kind;
import org.understory.model.flatpak.Installation;
import org.understory.model.flatpak.Installed;
import org.understory.model.operation.Problem;
import org.understory.model.operation.Problem.Flaw;
import org.understory.model.operation.StoreException;
import org.understory.store.file.KeyFile;
import org.understory.store.file.SmallFile;

/**
 * Reads one installation: {@code app/ID/ARCH/BRANCH/active} leads to the folder of what is
 * installed, whose file {@code deploy} says all of it. It needs no Flatpak, and no repository.
 */
final class InstalledReader {
  private static final int MAX_DEPLOY = 1 << 20;

  /** Entries of one folder; nobody has so many. */
  private static final int MAX_ENTRIES = 10_000;

  private final Installation installation;
  private final Path folder;
  private final Locale language;
  private final Consumer<Problem> problems;
  private final List<Installed> found = new ArrayList<>();

  /**
   * @param language of names that are translated
   * @param problems hears of what can't be read; the rest is still read
   */
  InstalledReader(Installation installation, Locale language, Consumer<Problem> problems) {
    this.installation = installation;
    this.folder = Path.of(installation.path());
    this.language = language;
    this.problems = problems;
  }

  List<Installed> read() {
    HoldPatterns holds = holds();
    for (Kind kind : Kind.values()) {
      for (Path id : folders(folder.resolve(kind.key()))) {
        for (Path arch : folders(id)) {
          for (Path branch : folders(arch)) {
            String name = String.join("/", kind.key(), name(id), name(arch), name(branch));
            FlatpakRef.of(name).ifPresent(ref -> read(ref, branch.resolve("active"), holds));
          }
        }
      }
    }
    return found;
  }

  private static String name(Path path) {
    return path.getFileName().toString();
  }

  private HoldPatterns holds() {
    Path config = folder.resolve("repo/config");
    try {
      return HoldPatterns.parse(KeyFile.read(config).value("core", "xa.masked").orElse(""));
    } catch (NoSuchFileException none) {
      return new HoldPatterns(List.of());
    } catch (IOException e) {
      problems.accept(SmallFile.trouble(config, e).problem());
    } catch (StoreException e) {
      problems.accept(e.problem());
    }
    return new HoldPatterns(List.of());
  }

  private void read(FlatpakRef ref, Path active, HoldPatterns holds) {
    Path file = active.resolve("deploy");
    try {
      DeployFile deploy = DeployFile.parse(SmallFile.bytes(file, MAX_DEPLOY), file.toString());
      Installed.About about =
          new Installed.About(
              deploy.text("appdata-name", language).orElse(ref.id()),
              deploy.text("appdata-version", Locale.ROOT),
              deploy.text("runtime", Locale.ROOT),
              deploy.text("eol", Locale.ROOT));
      found.add(
          new Installed(
              ref,
              installation,
              deploy.origin(),
              deploy.commit(),
              about,
              deploy.size(),
              deploy.time(),
              holds.holding(ref)));
    } catch (NoSuchFileException gone) {
      // A branch of which nothing is active: left over, or just going.
    } catch (IOException e) {
      problems.accept(SmallFile.trouble(file, e).problem());
    } catch (StoreException e) {
      problems.accept(e.problem());
    }
  }

  /** Links are none: {@code current} leads to one that is listed anyway. */
  private List<Path> folders(Path parent) {
    List<Path> children = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(parent)) {
      for (Path child : stream) {
        if (children.size() == MAX_ENTRIES) {
          problems.accept(new Problem.CorruptFile(parent.toString(), Flaw.TOO_MANY));
          break;
        }
        if (Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS)) {
          children.add(child);
        }
      }
    } catch (NoSuchFileException none) {
      return List.of();
    } catch (DirectoryIteratorException e) {
      problems.accept(SmallFile.trouble(parent, Objects.requireNonNull(e.getCause())).problem());
    } catch (IOException e) {
      problems.accept(SmallFile.trouble(parent, e).problem());
    }
    return children.stream().sorted().toList();
  }

  /** The folder of what is installed of this. */
  static Path active(Installed installed) {
    return Path.of(installed.installation().path(), installed.ref().name(), "active");
  }

  /** The file {@code metadata} of what is installed; empty where it is not there. */
  static Optional<String> metadata(Installed installed) throws StoreException {
    Path file = active(installed).resolve("metadata");
    try {
      return Optional.of(SmallFile.text(file, MetadataParser.LIMIT));
    } catch (NoSuchFileException none) {
      return Optional.empty();
    } catch (IOException e) {
      throw SmallFile.trouble(file, e);
    }
  }
}
