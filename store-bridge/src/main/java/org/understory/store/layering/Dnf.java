package org.understory.store.layering;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.plan.Event;
import org.understory.store.file.SmallFile;

/**
 * Fedora's package manager, in a tree that brings it: with the sources, keys and settings of this
 * computer. What is not signed is not installed, nothing of the base is removed, and a package
 * whose script fails counts as failed, as it does for rpm-ostree.
 */
final class Dnf implements PackageTool {
  static final String PROGRAM = "/usr/bin/dnf";

  /** These come after the tree's own settings and so count. */
  private static final List<String> SETTINGS =
      List.of(
          "assumeyes=1",
          "plugins=0",
          "keepcache=1",
          "obsoletes=0",
          "clean_requirements_on_remove=0",
          "strict=1",
          "gpgcheck=1",
          "*.gpgcheck=1",
          "skip_if_unavailable=0",
          "*.skip_if_unavailable=0",
          "retries=2",
          "timeout=30",
          "cachedir=/var/cache/dnf");

  /** Where rpm looks unless the tree's macros say something else. */
  private static final String DATABASE = "var/lib/rpm";

  private static final String SOURCES = "yum.repos.d";

  /** Bytes of a list of sources. */
  private static final int MAX_LIST = 1 << 20;

  private static final Duration TO_FETCH = Duration.ofMinutes(60);
  private static final Duration TO_INSTALL = Duration.ofMinutes(60);
  private static final Duration TO_LOOK = Duration.ofMinutes(5);

  private final Path settings;
  private final Container container;
  private final Program program;
  private final Consumer<Event> events;
  private final Cancellation cancellation;

  /**
   * @param tree to be written to
   * @param folder that it is in, with the settings
   * @param database the folder of rpm's database in it, without a slash before it
   */
  Dnf(
      Inside tree,
      LayerFolder folder,
      String database,
      Consumer<Event> events,
      Cancellation cancellation)
      throws StoreException {
    this.settings = folder.settings();
    // SQLite has to write where it only reads, and keys of sources are kept there.
    List<String> binds = List.of(database, "/" + DATABASE, database, "/" + database);
    this.container = new Container(tree, binds, settings);
    Map<String, String> environment = new HashMap<>(Program.ENVIRONMENT);
    environment.put("HOME", "/tmp");
    // Else dnf itself, which is written in Python, would leave files in the tree.
    environment.put("PYTHONDONTWRITEBYTECODE", "1");
    this.program = new Program(folder.folder(), environment, Program.SPARE);
    this.events = events;
    this.cancellation = cancellation;
    try {
      for (String each : List.of("cache/dnf", "lib/dnf", "log", "lib/rpm")) {
        tree.made("var/" + each);
      }
      container.prepare();
      useOwnKeys();
    } catch (IOException e) {
      throw SmallFile.trouble(tree.root(), e);
    }
  }

  /** Has sources name their keys where they are seen when packages are installed. */
  private void useOwnKeys() throws IOException, StoreException {
    Path sources = settings.resolve(SOURCES);
    if (!Files.isDirectory(sources, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (Stream<Path> all = Files.list(sources)) {
      for (Path each : all.filter(it -> it.toString().endsWith(".repo")).toList()) {
        if (Files.isRegularFile(each, LinkOption.NOFOLLOW_LINKS)) {
          String text = new String(SmallFile.bytes(each, MAX_LIST), StandardCharsets.ISO_8859_1);
          String own = "file://" + Container.SETTINGS + "/pki/";
          Files.writeString(
              each, text.replaceAll("file:(//)?/etc/pki/", own), StandardCharsets.ISO_8859_1);
        }
      }
    }
  }

  @Override
  public void install(List<String> names) throws StoreException {
    Program.End refreshed = run(container.online(dnf(List.of("--refresh", "makecache"))), TO_FETCH);
    if (!refreshed.well()) {
      throw new StoreException(new Problem.PackageSourcesFailed(reason(refreshed)));
    }
    requireKnown(names);
    requireRoom(names);
    Program.End fetched =
        run(container.online(dnf(List.of("--downloadonly", "install"), names)), TO_FETCH);
    if (!fetched.well()) {
      throw new StoreException(new Problem.PackageSourcesFailed(reason(fetched)));
    }
    Settings.close(settings);
    Set<String> failed = new LinkedHashSet<>();
    Program.End installed =
        program.run(
            container.offline(dnf(List.of("--cacheonly", "install"), names)),
            line -> {
              DnfLine.parseProgress(line).ifPresent(events);
              DnfLine.parseFailedScript(line).ifPresent(failed::add);
            },
            TO_INSTALL,
            cancellation);
    if (!installed.well() || !failed.isEmpty()) {
      throw new StoreException(
          new Problem.LayerFailed(
              String.join(" ", failed.isEmpty() ? names : failed), reason(installed)));
    }
  }

  /** By name alone, for dnf would take what a package provides, or a version, as well. */
  private void requireKnown(List<String> names) throws StoreException {
    Set<String> known = new HashSet<>();
    List<String> query = List.of("--quiet", "--cacheonly", "repoquery", "--qf", "%{name}\n");
    program.run(
        container.offline(dnf(query, names)),
        line -> known.add(line.strip()),
        TO_LOOK,
        cancellation);
    for (String name : names) {
      if (!known.contains(name)) {
        throw new StoreException(new Problem.UnknownPackage(name));
      }
    }
  }

  /** On the disk they are twice for a moment: as they were unpacked, and as objects. */
  private void requireRoom(List<String> names) throws StoreException {
    AtomicLong bytes = new AtomicLong();
    List<String> ask = List.of("--setopt=assumeyes=0", "--assumeno", "--cacheonly", "install");
    Program.End asked =
        program.run(
            container.offline(dnf(ask, names)),
            line -> bytes.addAndGet(2 * Math.min(DnfLine.parseSize(line), Long.MAX_VALUE / 8)),
            TO_LOOK,
            cancellation);
    // It says no for its answer, and so never ends well.
    if (asked.said().stream().noneMatch(line -> line.startsWith("Operation aborted"))) {
      throw new StoreException(new Problem.LayerFailed(String.join(" ", names), reason(asked)));
    }
    program.requireRoom(bytes.get());
  }

  private Program.End run(List<String> command, Duration limit) throws StoreException {
    return program.run(
        command, line -> DnfLine.parseProgress(line).ifPresent(events), limit, cancellation);
  }

  private List<String> dnf(List<String> verb, List<String> names) {
    List<String> words = new ArrayList<>(verb);
    words.add("--");
    words.addAll(names);
    return dnf(words);
  }

  private List<String> dnf(List<String> words) {
    List<String> command = new ArrayList<>(List.of(PROGRAM));
    if (Files.exists(settings.resolve("dnf/dnf.conf"))) {
      command.add("--config=" + Container.SETTINGS + "/dnf/dnf.conf");
    }
    command.add("--setopt=reposdir=" + Container.SETTINGS + "/" + SOURCES);
    command.add("--setopt=varsdir=" + Container.SETTINGS + "/dnf/vars");
    SETTINGS.forEach(each -> command.add("--setopt=" + each));
    command.addAll(words);
    return command;
  }

  /** What it names as the error, with what comes of it, else what it said last. */
  private static String reason(Program.End end) {
    List<String> said =
        end.said().stream().filter(line -> DnfLine.parseProgress(line).isEmpty()).toList();
    for (int i = 0; i < said.size(); i++) {
      String line = said.get(i);
      if (line.startsWith("Error:")) {
        List<String> more = said.subList(i + 1, Math.min(i + 3, said.size()));
        String all = line.equals("Error:") ? String.join(" ", more) : line.substring(6);
        return all.strip().replaceFirst("^Problem: ", "").replaceFirst("\\.$", "");
      }
      if (DnfLine.parseFailedScript(line).isPresent()) {
        return i > 0 ? said.get(i - 1) + " " + line : line;
      }
    }
    return end.last();
  }
}
