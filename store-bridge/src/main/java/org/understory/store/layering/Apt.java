package org.understory.store.layering;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.plan.Event;
import org.understory.store.file.SmallFile;

/**
 * Debian's package manager, in a tree that brings it: with the sources, keys and settings of this
 * computer. What is not signed is not fetched, and nothing of the base is removed.
 */
final class Apt implements PackageTool {
  static final String GET = "/usr/bin/apt-get";
  private static final String CACHE = "/usr/bin/apt-cache";

  /** These come after the tree's own settings and so count. */
  private static final List<String> SETTINGS =
      List.of(
          "APT::Update::Error-Mode=any",
          // A name is that of a package, never a pattern or what another one provides.
          "APT::Cmd::Pattern-Only=true",
          "APT::Status-Fd=1",
          "APT::Get::AllowUnauthenticated=false",
          "APT::Get::Remove=false",
          "Acquire::AllowInsecureRepositories=false",
          "Acquire::AllowWeakRepositories=false",
          "Acquire::AllowDowngradeToInsecureRepositories=false",
          "Acquire::Retries=2",
          "Acquire::http::Timeout=30",
          "Acquire::https::Timeout=30",
          "Dpkg::Use-Pty=0",
          "Dpkg::Options::=--force-confold",
          // libostree waits for the disk once all is there.
          "Dpkg::Options::=--force-unsafe-io");

  /** What apt reads before all else (apt.conf(5)). */
  private static final String FIRST = "apt.first";

  /** Where dpkg looks. */
  private static final String DATABASE = "var/lib/dpkg";

  private static final Duration TO_FETCH = Duration.ofMinutes(60);
  private static final Duration TO_INSTALL = Duration.ofMinutes(60);
  private static final Duration TO_LOOK = Duration.ofMinutes(2);

  /** What scripts of packages ask before they start a service (invoke-rc.d(8)). */
  private static final String POLICY = "policy-rc.d";

  private static final String NOTHING_STARTS = "#!/bin/sh\nexit 101\n";

  private final Inside tree;
  private final Path settings;
  private final Container container;
  private final Program program;
  private final Consumer<Event> events;
  private final Cancellation cancellation;

  /**
   * @param tree to be written to
   * @param folder that it is in, with the settings
   * @param database the folder of dpkg's database in it, without a slash before it
   */
  Apt(
      Inside tree,
      LayerFolder folder,
      String database,
      Consumer<Event> events,
      Cancellation cancellation)
      throws StoreException {
    this.tree = tree;
    this.settings = folder.settings();
    this.container = new Container(tree, binds(tree, database), settings);
    Map<String, String> environment = new HashMap<>(Program.ENVIRONMENT);
    environment.put("DEBIAN_FRONTEND", "noninteractive");
    environment.put("HOME", "/tmp");
    environment.put("APT_CONFIG", Container.SETTINGS + "/" + FIRST);
    this.program = new Program(folder.folder(), environment, Program.SPARE);
    this.events = events;
    this.cancellation = cancellation;
    try {
      Files.writeString(settings.resolve(FIRST), "Dir::Etc \"" + Container.SETTINGS + "/apt/\";\n");
      for (String each : List.of("cache/apt/archives/partial", "lib/apt/lists/partial", "log")) {
        tree.made("var/" + each);
      }
      container.prepare();
      if (!Files.isSymbolicLink(tree.place(DATABASE))) {
        tree.made(DATABASE);
      }
    } catch (IOException e) {
      throw SmallFile.trouble(tree.root(), e);
    }
  }

  private static List<String> binds(Inside tree, String database) throws StoreException {
    return database.equals(DATABASE) || Files.isSymbolicLink(tree.place(DATABASE))
        ? List.of()
        : List.of(database, "/" + DATABASE);
  }

  @Override
  public void install(List<String> names) throws StoreException {
    Program.End update = run(container.online(get("update")), TO_FETCH);
    if (!update.well()) {
      throw new StoreException(new Problem.PackageSourcesFailed(reason(update)));
    }
    requireKnown(names);
    requireRoom(names);
    List<String> install = new ArrayList<>(List.of("install", "--yes"));
    Program.End fetched =
        run(container.online(get(install, List.of("--download-only"), names)), TO_FETCH);
    if (!fetched.well()) {
      throw new StoreException(new Problem.PackageSourcesFailed(reason(fetched)));
    }
    Settings.close(settings);
    // Where /usr/sbin is a link, that is to /usr/bin.
    String folder = Files.isSymbolicLink(tree.place("usr/sbin")) ? "usr/bin/" : "usr/sbin/";
    Path policy = tree.place(folder + POLICY);
    boolean own = Files.exists(policy, LinkOption.NOFOLLOW_LINKS);
    try {
      if (!own) {
        Files.writeString(policy, NOTHING_STARTS);
        Files.setPosixFilePermissions(policy, PosixFilePermissions.fromString("rwxr-xr-x"));
      }
      Program.End installed = run(container.offline(get(install, List.of(), names)), TO_INSTALL);
      if (!installed.well()) {
        throw new StoreException(
            new Problem.LayerFailed(culprits(installed, names), reason(installed)));
      }
      if (!own) {
        Files.delete(tree.place(folder + POLICY));
      }
    } catch (IOException e) {
      throw SmallFile.trouble(policy, e);
    }
  }

  private void requireKnown(List<String> names) throws StoreException {
    List<String> show = new ArrayList<>(List.of(CACHE, "show", "--no-all-versions", "--"));
    show.addAll(names);
    Set<String> known = new HashSet<>();
    program.run(
        container.offline(show),
        line -> AptLine.parseName(line).ifPresent(known::add),
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
    AtomicLong download = new AtomicLong();
    AtomicLong growth = new AtomicLong();
    Program.End asked =
        program.run(
            container.offline(get(List.of("install", "--yes"), List.of("--print-uris"), names)),
            line -> {
              download.addAndGet(AptLine.parseDownload(line));
              growth.addAndGet(AptLine.parseGrowth(line));
            },
            TO_LOOK,
            cancellation);
    if (!asked.well()) {
      throw new StoreException(new Problem.LayerFailed(String.join(" ", names), reason(asked)));
    }
    program.requireRoom(download.get() + 2 * growth.get());
  }

  private Program.End run(List<String> command, Duration limit) throws StoreException {
    return program.run(
        command, line -> AptLine.parseProgress(line).ifPresent(events), limit, cancellation);
  }

  private static List<String> get(List<String> verb, List<String> options, List<String> names) {
    List<String> words = new ArrayList<>(verb);
    words.addAll(options);
    words.add("--");
    words.addAll(names);
    return get(words.toArray(String[]::new));
  }

  private static List<String> get(String... words) {
    List<String> command = new ArrayList<>(List.of(GET, "-q"));
    SETTINGS.forEach(each -> command.addAll(List.of("-o", each)));
    command.addAll(List.of(words));
    return command;
  }

  /** The first error that it names with what comes of it, else what it said last. */
  private static String reason(Program.End end) {
    List<String> said = words(end);
    for (int i = 0; i < said.size(); i++) {
      String line = said.get(i);
      if (line.startsWith("dpkg: error")) {
        return line + " " + (i + 1 < said.size() ? said.get(i + 1) : "");
      }
      if (line.startsWith("E: ") && !line.startsWith("E: Sub-process ")) {
        return line.substring("E: ".length()).replaceFirst("\\.$", "");
      }
    }
    return said.isEmpty() ? "" : said.getLast();
  }

  /** Those that dpkg names at its end, by name or as files, else all that were asked for. */
  private static String culprits(Program.End end, List<String> names) {
    List<String> said = words(end);
    int from = said.indexOf("Errors were encountered while processing:");
    List<String> named =
        said.subList(from + 1, said.size()).stream()
            .takeWhile(line -> from >= 0 && !line.contains(" "))
            .map(line -> line.substring(line.lastIndexOf('/') + 1).replaceFirst("_.*", ""))
            .toList();
    return String.join(" ", named.isEmpty() ? names : named);
  }

  private static List<String> words(Program.End end) {
    return end.said().stream().filter(line -> AptLine.parseProgress(line).isEmpty()).toList();
  }
}
