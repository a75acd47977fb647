package org.understory.app.cli;

import static org.understory.model.text.Sanitizer.line;

import java.util.List;
import java.util.Locale;
import org.understory.app.state.OpenSystem;
import org.understory.model.config.ConfigEdit;
import org.understory.model.config.ConfigEntry;
import org.understory.model.config.ConfigPreview;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.system.SystemSnapshot;
import org.understory.store.sysroot.Sysroot;

/**
 * {@code diff --etc --as-is}: how the {@code /etc} of two deployments differ, with the letters of
 * {@code ostree admin config-diff} (A, D, M) and U for what can't be read.
 *
 * @param below only this path and what is in it; {@code /} for all
 */
record OwnConfigDiff(Session session, String below) {
  void run(OpenSystem system, String from, String to) throws StoreException {
    Sysroot sysroot =
        system
            .sysroot()
            .orElseThrow(
                () ->
                    new StoreException(
                        new Problem.NoDeployments(system.repository().directory().toString())));
    SystemSnapshot snapshot = system.snapshot();
    ConfigPreview preview =
        sysroot.configuration().between(snapshot.find(from), snapshot.find(to), new Cancellation());
    List<ConfigEntry> entries =
        preview.told().stream()
            .filter(it -> it.yours() != ConfigEdit.NONE && isBelow(it.path()))
            .toList();
    if (session.json()) {
      json(entries);
    } else {
      entries.forEach(it -> session.out().line(letter(it.yours()) + "    " + line(it.path())));
    }
    preview.problems().forEach(session::report);
  }

  private boolean isBelow(String path) {
    return below.equals("/") || path.equals(below) || path.startsWith(below + "/");
  }

  private static String letter(ConfigEdit edit) {
    return switch (edit) {
      case ADDED -> "A";
      case REMOVED -> "D";
      case MODIFIED -> "M";
      case UNKNOWN -> "U";
      case NONE -> " ";
    };
  }

  private void json(List<ConfigEntry> entries) {
    try (Json json = new Json(session.out())) {
      json.beginObject().name("entries").beginArray();
      for (ConfigEntry entry : entries) {
        String change =
            entry.yours() == ConfigEdit.UNKNOWN
                ? "unreadable"
                : entry.yours().name().toLowerCase(Locale.ROOT);
        json.beginObject().text("path", entry.path()).text("change", change).endObject();
      }
      json.endArray().endObject();
    }
  }
}
