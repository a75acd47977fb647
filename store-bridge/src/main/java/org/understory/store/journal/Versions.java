package org.understory.store.journal;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.understory.model.plan.Happening.Version;

/** What versions of deployments are called, which may be gone from the disk. */
final class Versions {
  private static final Pattern PATH =
      Pattern.compile("/?ostree/deploy/([^/]{1,255})/deploy/([0-9a-f]{64}\\.\\d{1,9})/?");

  private final Map<String, String> names = new HashMap<>();

  /** Remembers one. */
  void learn(String id, String name) {
    if (!name.isEmpty()) {
      names.put(id, name);
    }
  }

  /** The one with this id. */
  Version of(String id) {
    return new Version(id, Optional.ofNullable(names.get(id)));
  }

  /** The one in this folder of the sysroot; empty where that is not a deployment's. */
  Optional<Version> at(String path) {
    return id(path).map(this::of);
  }

  /** As {@code stateroot-checksum.serial}. */
  static Optional<String> id(String path) {
    Matcher matcher = PATH.matcher(path);
    return matcher.matches()
        ? Optional.of(matcher.group(1) + "-" + matcher.group(2))
        : Optional.empty();
  }
}
