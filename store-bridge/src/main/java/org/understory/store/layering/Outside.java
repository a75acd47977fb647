package org.understory.store.layering;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.store.file.SmallFile;

/**
 * What installing a package did that a version does not hold: what is in {@code /var}, and users
 * and groups, whose files everybody has changed who has a user of his own. systemd makes them at
 * the next start, where they are not there yet, as two files of the version tell it (tmpfiles.d(5),
 * sysusers.d(5)). What is in {@code /opt}, where that leads to {@code /var}, is the version's in
 * {@code /usr/lib/opt}, as with rpm-ostree (rust/src/importer.rs).
 *
 * @param base the tree before
 * @param upper what was written, which this adds to
 */
record Outside(Inside base, Inside upper) {
  private static final String FOLDERS = "usr/lib/tmpfiles.d/understory-layers.conf";
  private static final String USERS = "usr/lib/sysusers.d/understory-layers.conf";

  /** Copies of what is made in {@code /var}. */
  private static final String FILES = "usr/share/understory-layers";

  private static final String OPT = "usr/lib/opt";

  /** What the package manager keeps for itself, or anybody can make anew. */
  private static final Set<String> OWN =
      Set.of(
          "cache",
          "lib/apt",
          "lib/dnf",
          "lib/dpkg",
          "lib/rpm",
          "lib/rpm-state",
          "log",
          "mail",
          "run",
          "lock",
          "tmp");

  /** Names and paths that need no quotes in these files. */
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.@:+/-]*");

  private static final Pattern TEXT = Pattern.compile("[^\"\\\\\\p{Cntrl}:%]*");

  /** Bytes of a list of users. */
  private static final int MAX_LIST = 4 << 20;

  private static final int MODE = 07777;

  /**
   * Writes what is to be made at the next start, and throws the rest of {@code /var} away.
   *
   * @param database the folder of the package manager's database, which may be in {@code /var}
   * @throws StoreException LayerOutsideTree where files of packages would go with it
   */
  void keep(String database) throws StoreException {
    try {
      Path var = upper.place("var");
      for (String lost : List.of("usrlocal", "local")) {
        refuse(upper.place("var/" + lost), "/usr/local");
      }
      List<String> folders = new ArrayList<>();
      opt(folders);
      if (Files.isDirectory(var, LinkOption.NOFOLLOW_LINKS)) {
        folders(var, var, folders);
        clear(var, upper.place(database));
      }
      write(FOLDERS, folders);
      write(USERS, users());
    } catch (IOException e) {
      throw SmallFile.trouble(upper.root(), e);
    }
  }

  private void opt(List<String> lines) throws IOException, StoreException {
    Path opt = upper.place("var/opt");
    if (!Files.isDirectory(opt, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    for (Path each : children(opt)) {
      String name = each.getFileName().toString();
      Path kept = upper.made(OPT).resolve(name);
      if (!PLAIN.matcher(name).matches()
          || Files.exists(kept, LinkOption.NOFOLLOW_LINKS)
          || Files.exists(base.place(OPT + "/" + name), LinkOption.NOFOLLOW_LINKS)) {
        throw new StoreException(new Problem.LayerOutsideTree("/opt/" + name));
      }
      Files.move(each, kept);
      lines.add("L /var/opt/" + name + " - - - - /" + OPT + "/" + name);
    }
  }

  private static void refuse(Path folder, String name) throws IOException, StoreException {
    if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      try (Stream<Path> all = Files.walk(folder)) {
        if (all.anyMatch(each -> !Files.isDirectory(each, LinkOption.NOFOLLOW_LINKS))) {
          throw new StoreException(new Problem.LayerOutsideTree(name));
        }
      }
    }
  }

  private void folders(Path var, Path folder, List<String> lines)
      throws IOException, StoreException {
    for (Path each : children(folder)) {
      String path = var.relativize(each).toString();
      if (OWN.contains(path)) {
        continue;
      }
      if (!PLAIN.matcher(path).matches()) {
        throw new StoreException(new Problem.LayerOutsideTree("/var/" + path));
      }
      boolean there =
          Files.exists(base.root().resolve("var").resolve(path), LinkOption.NOFOLLOW_LINKS);
      boolean link = Files.isSymbolicLink(each);
      if (link) {
        String target = Files.readSymbolicLink(each).toString();
        if (PLAIN.matcher(target.replaceFirst("^/", "")).matches()) {
          lines.add("L /var/" + path + " - - - - " + target);
        }
      } else if (Files.isDirectory(each)) {
        if (!there) {
          lines.add("d " + owned(each, path) + " -");
        }
        folders(var, each, lines);
      } else if (!there) {
        lines.add("C " + owned(each, path) + " - /" + kept(each, path));
      }
    }
  }

  /** How tmpfiles.d names something with its rights. */
  private String owned(Path entry, String path) throws IOException, StoreException {
    Map<String, Object> found =
        Files.readAttributes(entry, "unix:mode,uid,gid", LinkOption.NOFOLLOW_LINKS);
    int mode = (int) found.getOrDefault("mode", 0) & MODE;
    String user = name("passwd", String.valueOf(found.get("uid")));
    String group = name("group", String.valueOf(found.get("gid")));
    return String.format("/var/%s %04o %s %s", path, mode, user, group);
  }

  /** Keeps a file as root's own, for a number may be somebody else's here; gives where. */
  private String kept(Path file, String path) throws IOException, StoreException {
    String place = FILES + "/var/" + path;
    String parent = place.substring(0, place.lastIndexOf('/'));
    Path copy = upper.made(parent).resolve(file.getFileName());
    Set<PosixFilePermission> rights = Files.getPosixFilePermissions(file);
    Files.move(file, copy);
    Files.setAttribute(copy, "unix:uid", 0, LinkOption.NOFOLLOW_LINKS);
    Files.setAttribute(copy, "unix:gid", 0, LinkOption.NOFOLLOW_LINKS);
    boolean open = rights.contains(PosixFilePermission.OTHERS_READ);
    Files.setPosixFilePermissions(
        copy, PosixFilePermissions.fromString(open ? "rw-r--r--" : "rw-------"));
    return place;
  }

  /** Removes all of a folder but what leads to another one. */
  private static void clear(Path folder, Path kept) throws IOException, StoreException {
    for (Path each : children(folder)) {
      if (each.equals(kept)) {
        continue;
      }
      if (kept.startsWith(each)) {
        clear(each, kept);
      } else {
        LayerFolder.remove(each);
      }
    }
    if (!kept.startsWith(folder)) {
      Files.delete(folder);
    }
  }

  /** By name, for a number may be somebody else's on this computer; by number without one. */
  private String name(String list, String number) throws IOException, StoreException {
    return entries(upper, list, 3).entrySet().stream()
        .filter(each -> each.getValue().get(2).equals(number))
        .map(Map.Entry::getKey)
        .filter(each -> PLAIN.matcher(each).matches())
        .findFirst()
        .orElse(number);
  }

  private List<String> users() throws IOException, StoreException {
    List<String> lines = new ArrayList<>();
    Map<String, List<String>> groups = fresh("group", 3);
    groups.forEach((name, fields) -> lines.add("g " + name + " " + fields.get(2)));
    Map<String, List<String>> users = fresh("passwd", 7);
    users.forEach(
        (name, fields) ->
            lines.add(
                "u "
                    + name
                    + " "
                    + fields.get(2)
                    + ":"
                    + fields.get(3)
                    + " \""
                    + fields.get(4)
                    + "\" "
                    + fields.get(5)
                    + " "
                    + fields.get(6)));
    return lines;
  }

  /** Lines of a list that were not there before, and that can be told to systemd, by name. */
  private Map<String, List<String>> fresh(String list, int fields)
      throws IOException, StoreException {
    Map<String, List<String>> now = entries(upper, list, fields);
    now.keySet().removeAll(entries(base, list, fields).keySet());
    now.values()
        .removeIf(
            line ->
                !PLAIN.matcher(line.getFirst()).matches()
                    || line.stream().anyMatch(each -> !TEXT.matcher(each).matches())
                    || !line.get(2).matches("[0-9]{1,9}")
                    || (fields > 3 && !isUser(line)));
    return now;
  }

  private static boolean isUser(List<String> line) {
    return line.get(3).matches("[0-9]{1,9}")
        && line.subList(5, 7).stream()
            .allMatch(each -> PLAIN.matcher(each.replaceFirst("^/", "")).matches());
  }

  private static Map<String, List<String>> entries(Inside tree, String list, int fields)
      throws IOException, StoreException {
    Path file = tree.place("usr/etc/" + list);
    Map<String, List<String>> entries = new LinkedHashMap<>();
    if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && Files.size(file) <= MAX_LIST) {
      String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
      for (String line : text.split("\n", -1)) {
        List<String> parts = List.of(line.split(":", -1));
        if (parts.size() >= fields) {
          entries.put(parts.getFirst(), parts);
        }
      }
    }
    return entries;
  }

  private void write(String file, Collection<String> lines) throws IOException, StoreException {
    if (!lines.isEmpty()) {
      Path path = upper.place(file);
      Files.createDirectories(path.getParent());
      Files.deleteIfExists(path);
      Files.write(path, lines, StandardCharsets.ISO_8859_1, StandardOpenOption.CREATE_NEW);
    }
  }

  private static List<Path> children(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.sorted().toList();
    }
  }
}
