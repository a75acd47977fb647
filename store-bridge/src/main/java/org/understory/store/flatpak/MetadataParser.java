package org.understory.store.flatpak;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.understory.model.flatpak.AppMetadata;
import org.understory.model.flatpak.Permission;
import org.understory.model.flatpak.Permission.Area;
import org.understory.model.operation.Problem;
import org.understory.model.operation.Problem.Flaw;
import org.understory.model.operation.StoreException;
import org.understory.store.file.KeyFile;

/** Reads the key file {@code metadata} of an application or runtime (flatpak-metadata(5)). */
final class MetadataParser {
  /** Characters; real ones have a few thousand. */
  static final int LIMIT = 1 << 20;

  private static final int MAX_PERMISSIONS = 5000;

  /** What of the group {@code Context} is a list of names, each of which allows something. */
  private static final Map<String, Area> LISTS =
      Map.of(
          "shared", Area.SHARED,
          "sockets", Area.SOCKET,
          "devices", Area.DEVICE,
          "filesystems", Area.FILES,
          "features", Area.FEATURE,
          "persistent", Area.PERSISTENT);

  private static final String CONTEXT = "Context";

  private final KeyFile file;
  private final String source;
  private final Map<String, Permission> found = new LinkedHashMap<>();

  private MetadataParser(KeyFile file, String source) {
    this.file = file;
    this.source = source;
  }

  /**
   * Reads a text.
   *
   * @param source names it in problems
   * @throws StoreException CorruptFile
   */
  static AppMetadata parse(String text, String source) throws StoreException {
    if (text.length() > LIMIT) {
      throw new StoreException(new Problem.CorruptFile(source, Flaw.TOO_LARGE));
    }
    MetadataParser parser = new MetadataParser(KeyFile.parse(text, source), source);
    parser.permissions();
    return new AppMetadata(
        parser.file.string("Application", "runtime").filter(it -> !it.isBlank()),
        List.copyOf(parser.found.values()));
  }

  private void permissions() throws StoreException {
    for (String group : file.groups().stream().sorted().toList()) {
      for (String key : file.keys(group).stream().sorted().toList()) {
        String value = file.value(group, key).orElse("");
        switch (group) {
          case CONTEXT -> context(key, value);
          case "Session Bus Policy" -> bus(Area.SESSION_BUS, key, value);
          case "System Bus Policy" -> bus(Area.SYSTEM_BUS, key, value);
          case "Environment" -> add(Area.ENVIRONMENT, key, value);
          default -> {
            if (group.startsWith("Policy ") || group.equals("USB Devices")) {
              add(Area.OTHER, group + ": " + key, value);
            }
          }
        }
      }
    }
  }

  private void context(String key, String value) throws StoreException {
    Area area = LISTS.get(key);
    for (String item : items(value)) {
      if (area == null) {
        add(Area.OTHER, key + ": " + item, "");
      } else if (area == Area.FILES) {
        files(item);
      } else if (item.startsWith("if:")) {
        // What is allowed under a condition may be allowed.
        add(area, item.split(":", 3)[1], "");
      } else if (!item.startsWith("!")) {
        add(area, item, "");
      }
    }
  }

  /** The last of several rules for one place counts; a rule with an exclamation mark takes away. */
  private void files(String item) throws StoreException {
    boolean denied = item.startsWith("!");
    String rule = denied ? item.substring(1) : item;
    int colon = rule.lastIndexOf(':');
    String mode = colon < 0 ? "" : rule.substring(colon + 1);
    boolean known = List.of("ro", "rw", "create", "reset").contains(mode);
    String name = place(known ? rule.substring(0, colon) : rule);
    found.remove(Area.FILES + "\n" + name);
    if (!denied) {
      add(Area.FILES, name, known ? mode : "rw");
    }
  }

  private static String place(String name) {
    if (name.equals("~")) {
      return "home";
    }
    return name.startsWith("home/") ? "~" + name.substring("home".length()) : name;
  }

  private void bus(Area area, String name, String policy) throws StoreException {
    if (!policy.strip().equals("none")) {
      add(area, name, policy.strip());
    }
  }

  private void add(Area area, String name, String level) throws StoreException {
    if (name.isEmpty()) {
      return;
    }
    if (found.size() == MAX_PERMISSIONS) {
      throw new StoreException(new Problem.CorruptFile(source, Flaw.TOO_MANY));
    }
    found.putIfAbsent(area + "\n" + name, new Permission(area, name, level));
  }

  /** As g_key_file_get_string_list takes a value apart. */
  private static List<String> items(String value) {
    List<String> items = new ArrayList<>();
    StringBuilder item = new StringBuilder();
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '\\' && i + 1 < value.length()) {
        i++;
        item.append(value.charAt(i) == 's' ? ' ' : value.charAt(i));
      } else if (c == ';') {
        items.add(item.toString());
        item.setLength(0);
      } else {
        item.append(c);
      }
    }
    items.add(item.toString());
    items.removeIf(String::isBlank);
    return items;
  }
}
