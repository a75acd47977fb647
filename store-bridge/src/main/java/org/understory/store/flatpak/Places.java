package org.understory.store.flatpak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.understory.model.flatpak.Installation;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.store.file.KeyFile;
import org.understory.store.file.SmallFile;

/** Where Flatpak keeps what it installs, as its library finds that (flatpak-dir.c). */
final class Places {
  /** Files of {@code installations.d}, and installations in all. */
  private static final int MAX_FILES = 100;

  private static final Pattern GROUP = Pattern.compile("Installation \"([\\w.-]{1,64})\"");

  private final Map<String, String> environment;
  private final Consumer<Problem> problems;
  private final List<Installation> found = new ArrayList<>();

  private Places(Map<String, String> environment, Consumer<Problem> problems) {
    this.environment = environment;
    this.problems = problems;
  }

  /** All of them, the person's own first; {@code problems} hears what can't be read. */
  static List<Installation> of(Map<String, String> environment, Consumer<Problem> problems) {
    Places places = new Places(environment, problems);
    places.own();
    places.add(
        new Installation(
            Installation.SYSTEM,
            "",
            places.value("FLATPAK_SYSTEM_DIR").orElse("/var/lib/flatpak")));
    places.others(
        Path.of(places.value("FLATPAK_CONFIG_DIR").orElse("/etc/flatpak"), "installations.d"));
    return List.copyOf(places.found);
  }

  private void own() {
    Optional<String> folder =
        value("FLATPAK_USER_DIR")
            .or(() -> value("XDG_DATA_HOME").map(data -> data + "/flatpak"))
            .or(() -> value("HOME").map(home -> home + "/.local/share/flatpak"));
    folder.ifPresent(path -> add(new Installation(Installation.USER, "", path)));
  }

  /** A relative path there is none. */
  private Optional<String> value(String variable) {
    return Optional.ofNullable(environment.get(variable)).filter(it -> it.startsWith("/"));
  }

  private void others(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      files
          .filter(file -> file.toString().endsWith(".conf"))
          .sorted()
          .limit(MAX_FILES)
          .forEach(this::read);
    } catch (NoSuchFileException none) {
      // Nobody has set up further ones.
    } catch (IOException e) {
      problems.accept(SmallFile.trouble(folder, e).problem());
    }
  }

  private void read(Path file) {
    try {
      KeyFile keys = KeyFile.read(file);
      for (String group : keys.groups()) {
        Matcher name = GROUP.matcher(group);
        if (name.matches()) {
          String title = keys.string(group, "DisplayName").orElse("");
          keys.string(group, "Path")
              .filter(path -> path.startsWith("/"))
              .ifPresent(path -> add(new Installation(name.group(1), title, path)));
        }
      }
    } catch (StoreException e) {
      problems.accept(e.problem());
    } catch (IOException e) {
      problems.accept(SmallFile.trouble(file, e).problem());
    }
  }

  private void add(Installation installation) {
    boolean known = found.stream().anyMatch(each -> each.id().equals(installation.id()));
    if (!known && found.size() < MAX_FILES && isPath(installation.path())) {
      found.add(installation);
    }
  }

  private static boolean isPath(String text) {
    try {
      return Path.of(text).isAbsolute();
    } catch (InvalidPathException e) {
      return false;
    }
  }
}
