package org.understory.store.repo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.understory.model.operation.Flaw;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.remote.Remote;
import org.understory.model.remote.Remote.Access;
import org.understory.model.remote.Remote.Address;
import org.understory.model.remote.Remote.Checks;
import org.understory.model.remote.Remote.Home;
import org.understory.model.remote.Remotes;
import org.understory.model.remote.SignApi;
import org.understory.store.file.KeyFile;
import org.understory.store.file.SmallFile;

/**
 * Reads remotes as libostree does (reload_remote_config): those of the repository's configuration,
 * then those of each {@code *.conf} in the folder for remotes. What can't be read is told of, and
 * the others are still listed; libostree itself would then open nothing.
 */
final class RemoteReader {
  /** Files of a folder; there is one for each publisher. */
  private static final int MAX_FILES = 1000;

  private static final int MAX_REMOTES = 1000;

  /** ostree_remote_new_from_keyfile. */
  private static final Pattern GROUP = Pattern.compile("remote \"(.+)\"");

  /** get_signapi_remote_option. */
  private static final Pattern KEYS = Pattern.compile("verification-(.+)-(?:key|file)");

  /** What adding a remote sets, or what says no more than its absence. */
  private static final Set<String> PLAIN = Set.of("url", "gpg-verify");

  private static final Set<String> OFF =
      Set.of("gpg-verify-summary", "sign-verify", "sign-verify-summary");

  private final Path repository;
  private final Optional<Path> folder;
  private final KeyringReader keys;
  private final List<Problem> problems = new ArrayList<>();
  private final Map<String, Remote> found = new TreeMap<>();

  /**
   * @param folder for remotes, such as {@code /etc/ostree/remotes.d}, where there is one
   */
  RemoteReader(Path repository, Optional<Path> folder) {
    this.repository = repository;
    this.folder = folder;
    keys = new KeyringReader(repository, folder, problems::add);
  }

  Remotes read() {
    file(repository.resolve("config"), false);
    folder.ifPresent(this::files);
    return new Remotes(List.copyOf(found.values()), keys.shared(), problems);
  }

  private void files(Path folder) {
    try {
      List<Path> files =
          RefReader.list(folder).stream()
              .filter(file -> file.toString().endsWith(".conf") && Files.isRegularFile(file))
              .toList();
      if (files.size() > MAX_FILES) {
        problems.add(new Problem.CorruptFile(folder.toString(), Flaw.TOO_MANY));
      }
      files.stream().limit(MAX_FILES).forEach(file -> file(file, true));
    } catch (StoreException e) {
      problems.add(e.problem());
    }
  }

  private void file(Path file, boolean own) {
    try {
      KeyFile settings = KeyFile.read(file);
      List<String> names = new ArrayList<>();
      for (String group : settings.groups()) {
        Matcher name = GROUP.matcher(group);
        if (name.matches()) {
          names.add(name.group(1));
        }
      }
      names.sort(String::compareTo);
      if (names.size() > MAX_REMOTES) {
        problems.add(new Problem.CorruptFile(file.toString(), Flaw.TOO_MANY));
        names.subList(MAX_REMOTES, names.size()).clear();
      }
      for (String name : names) {
        List<String> others = names.stream().filter(each -> !each.equals(name)).toList();
        add(name, settings, new Home(file.toString(), own, others, own && shipped(file)));
      }
    } catch (NoSuchFileException gone) {
      // removed just now
    } catch (IOException e) {
      problems.add(SmallFile.trouble(file, e).problem());
    } catch (StoreException e) {
      problems.add(e.problem());
    }
  }

  private void add(String name, KeyFile file, Home home) {
    if (!RefName.isFragment(name)) {
      problems.add(new Problem.CorruptFile(home.file(), Flaw.UNSAFE_NAME));
    } else if (found.containsKey(name) || found.size() == MAX_REMOTES) {
      problems.add(new Problem.CorruptFile(home.file(), Flaw.TOO_MANY));
    } else {
      found.put(name, remote(name, file, home));
    }
  }

  private Remote remote(String name, KeyFile file, Home home) {
    String group = "remote \"" + name + "\"";
    boolean gpg = file.value(group, "gpg-verify").isEmpty() || file.isTrue(group, "gpg-verify");
    Checks checks =
        new Checks(
            gpg,
            isOn(file, group, "sign-verify"),
            file.isTrue(group, "gpg-verify-summary") || isOn(file, group, "sign-verify-summary"),
            new SignApi(
                kinds(file, group, "sign-verify"),
                kinds(file, group, "sign-verify-summary"),
                signKeys(file, group)));
    List<String> settings =
        file.keys(group).stream()
            .filter(key -> !PLAIN.contains(key))
            .filter(key -> !OFF.contains(key) || isOn(file, group, key))
            .sorted()
            .toList();
    return new Remote(
        name,
        new Address(
            file.string(group, "url"),
            file.string(group, "metalink"),
            file.string(group, "contenturl")),
        checks,
        file.string(group, "collection-id").filter(id -> !id.isEmpty()),
        keys.read(name, file.string(group, "gpgkeypath")),
        access(file, group),
        settings,
        home);
  }

  private static Access access(KeyFile file, String group) {
    return new Access(
        some(file, group, "proxy"),
        some(file, group, "tls-ca-path"),
        some(file, group, "tls-client-cert-path"),
        some(file, group, "tls-client-key-path"),
        file.isTrue(group, "tls-permissive"),
        file.value(group, "http2").isEmpty() || file.isTrue(group, "http2"),
        some(file, group, "unconfigured-state"));
  }

  private static Optional<String> some(KeyFile file, String group, String key) {
    return file.string(group, key).filter(text -> !text.isEmpty());
  }

  /** A yes, or names of kinds of signatures (verifiers_from_config). */
  private static boolean isOn(KeyFile file, String group, String key) {
    return !kinds(file, group, key).isEmpty();
  }

  private static List<String> kinds(KeyFile file, String group, String key) {
    // What libostree can't read is no no.
    String value = file.string(group, key).or(() -> file.value(group, key)).orElse("");
    return switch (value) {
      case "", "false", "0" -> List.of();
      case "true", "1" -> List.of(SignApi.ANY);
      // Blanks count, and names of no length, but for what follows the last one.
      default -> List.of(value.replaceFirst(";$", "").split(";", -1));
    };
  }

  private static Map<String, SignApi.Keys> signKeys(KeyFile file, String group) {
    return file.keys(group).stream()
        .map(KEYS::matcher)
        .filter(Matcher::matches)
        .map(key -> key.group(1))
        .distinct()
        .collect(
            Collectors.toMap(
                kind -> kind,
                kind ->
                    new SignApi.Keys(
                        file.string(group, "verification-" + kind + "-key"),
                        file.string(group, "verification-" + kind + "-file"))));
  }

  /** What a system brings along in /etc lies once more in its /usr/etc. */
  private boolean shipped(Path file) {
    return folder
        .filter(
            here -> {
              Path shipped = here.resolve("../../../usr/etc/ostree/remotes.d").normalize();
              return Files.exists(shipped.resolve(here.relativize(file)));
            })
        .isPresent();
  }
}
