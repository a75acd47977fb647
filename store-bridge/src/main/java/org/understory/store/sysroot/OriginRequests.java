package org.understory.store.sysroot;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.understory.model.operation.StoreException;
import org.understory.model.packages.LayerRequests;
import org.understory.store.file.KeyFile;

/** What an origin file asks to have layered, as rpm-ostree writes it (rust/src/origin.rs). */
public final class OriginRequests {
  private static final String PACKAGES = "packages";
  private static final String OVERRIDES = "overrides";
  private static final String OTHERS = "rpmostree";

  private OriginRequests() {}

  /**
   * What this text of an origin file asks for.
   *
   * @throws StoreException CorruptFile
   */
  public static LayerRequests of(String origin) throws StoreException {
    KeyFile file = KeyFile.parse(origin, "origin");
    return new LayerRequests(
        list(file, PACKAGES, "requested"),
        Stream.of("requested-local", "requested-local-fileoverride")
            .flatMap(key -> list(file, PACKAGES, key).stream())
            .map(OriginRequests::nevra)
            .toList(),
        list(file, OVERRIDES, "remove"),
        list(file, OVERRIDES, "replace-local").stream().map(OriginRequests::nevra).toList(),
        replaced(list(file, OVERRIDES, "replace")),
        file.isTrue(OTHERS, "regenerate-initramfs")
            || file.isTrue(OTHERS, "ex-cliwrap")
            || !list(file, OTHERS, "initramfs-etc").isEmpty());
  }

  /** Each is {@code repo=NAME,PACKAGE,PACKAGE}. */
  private static Map<String, List<String>> replaced(List<String> sources) {
    Map<String, List<String>> replaced = new LinkedHashMap<>();
    for (String each : sources) {
      List<String> parts = List.of(each.split(","));
      replaced.put(parts.getFirst(), parts.subList(1, parts.size()));
    }
    return replaced;
  }

  /** {@code SHA256:NEVRA} without the sum. */
  private static String nevra(String text) {
    return text.substring(text.indexOf(':') + 1);
  }

  private static List<String> list(KeyFile file, String group, String key) {
    return file.string(group, key).stream()
        .flatMap(list -> Stream.of(list.split(";")))
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .distinct()
        .toList();
  }
}
