package org.understory.store.rebase;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Flaw;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.plan.Names;
import org.understory.model.rebase.Edition;
import org.understory.model.rebase.MoveTarget.Kind;
import org.understory.store.file.SmallFile;
import org.understory.store.repo.Repository;

/**
 * The variants that are written down on a computer: {@code *.json} in {@code
 * /usr/share/understory/rebase.d}, in whose place files of the same name in {@code
 * /etc/understory/rebase.d} count.
 */
public final class EditionFiles {
  private static final String OS_RELEASE = "/usr/lib/os-release";
  private static final List<String> FOLDERS =
      List.of("usr/share/understory/rebase.d", "etc/understory/rebase.d");

  /** Bytes of a file. */
  private static final int MAX_FILE = 256 << 10;

  /** Files that are read. */
  private static final int MAX_FILES = 100;

  private static final Pattern PLACE = Pattern.compile("\\$\\{(version|architecture)\\}");

  private final Path root;

  /** Those below this root. */
  public EditionFiles(Path root) {
    this.root = root;
  }

  /**
   * What was found.
   *
   * @param problems of files that could not be read; the rest is still true
   */
  public record Found(List<Edition> editions, List<Problem> problems) {
    public Found {
      editions = List.copyOf(editions);
      problems = List.copyOf(problems);
    }
  }

  /**
   * Those for the system in a commit, with its version and the architecture in their references.
   *
   * @param architecture as distributions name it, such as {@code x86_64}
   */
  public Found of(Repository repository, Optional<Checksum> running, String architecture) {
    List<Problem> problems = new ArrayList<>();
    List<Edition> editions = new ArrayList<>();
    OsRelease system = running.map(it -> release(repository, it)).orElse(OsRelease.NONE);
    files(problems).values().forEach(file -> add(file, system, architecture, editions, problems));
    return new Found(editions, problems);
  }

  /** By name; one in a later folder takes the place of one before. */
  private Map<String, Path> files(List<Problem> problems) {
    Map<String, Path> files = new TreeMap<>();
    for (String folder : FOLDERS) {
      Path place = root.resolve(folder);
      try (DirectoryStream<Path> list = Files.newDirectoryStream(place, "*.json")) {
        for (Path file : list) {
          String name = file.getFileName().toString();
          if (files.size() < MAX_FILES || files.containsKey(name)) {
            files.put(name, file);
          } else {
            problems.add(new Problem.CorruptFile(place.toString(), Flaw.TOO_MANY));
            break;
          }
        }
      } catch (NoSuchFileException none) {
        // Nobody has put any there.
      } catch (IOException e) {
        problems.add(SmallFile.trouble(place, e).problem());
      }
    }
    return files;
  }

  private static void add(
      Path file,
      OsRelease system,
      String architecture,
      List<Edition> editions,
      List<Problem> problems) {
    try {
      for (Edition each : EditionFile.parse(SmallFile.text(file, MAX_FILE), file.toString())) {
        if (each.isFor(system.ids())) {
          filled(each, system.version(), architecture).ifPresent(editions::add);
        }
      }
    } catch (StoreException e) {
      problems.add(e.problem());
    } catch (IOException e) {
      problems.add(SmallFile.trouble(file, e).problem());
    }
  }

  /** Empty where this system has no such thing, or a branch of that name can't be. */
  private static Optional<Edition> filled(Edition edition, String version, String architecture) {
    if (version.isEmpty() && edition.reference().contains("${version}")) {
      return Optional.empty();
    }
    String reference =
        PLACE
            .matcher(edition.reference())
            .replaceAll(place -> place.group(1).equals("version") ? version : architecture);
    try {
      if (edition.kind() == Kind.BRANCH) {
        Names.requireRefspec(reference);
      }
      return Optional.of(
          new Edition(
              edition.publisher(),
              edition.systems(),
              edition.name(),
              edition.desktop(),
              edition.kind(),
              reference));
    } catch (StoreException none) {
      return Optional.empty();
    }
  }

  private static OsRelease release(Repository repository, Checksum commit) {
    try (var in = repository.content(repository.entry(commit, OS_RELEASE).checksum())) {
      return OsRelease.parse(new String(in.readNBytes(MAX_FILE), StandardCharsets.UTF_8));
    } catch (IOException | StoreException unknown) {
      return OsRelease.NONE;
    }
  }
}
