package org.understory.app.cli;

import static org.understory.model.text.Sanitizer.line;

import java.util.Locale;
import org.understory.app.home.Version;
import org.understory.app.text.FlatpakText;
import org.understory.app.text.PermissionText;
import org.understory.model.flatpak.FileDifference;
import org.understory.model.flatpak.Installed;
import org.understory.model.flatpak.VersionChange;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.tree.TreeDiff;
import org.understory.store.flatpak.Flatpak;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code flatpak diff}: what is different in another version: what it may do, and its files. */
@Command(name = "diff", sortOptions = false, abbreviateSynopsis = true)
final class FlatpakDiffCommand implements Verb {
  @Mixin private FlatpakName name = new FlatpakName();

  @Parameters(index = "1", paramLabel = "VERSION", descriptionKey = "parameter.release")
  private String version = "";

  @Override
  public void run(Session session) throws StoreException {
    Flatpak flatpak = session.terminal().flatpak();
    Installed installed = name.find(session);
    Cancellation cancellation = new Cancellation();
    Checksum other = FlatpakName.version(version, flatpak.releases(installed, cancellation));
    VersionChange change = flatpak.change(installed, other, cancellation);
    FileDifference files =
        flatpak.files(
            installed,
            other,
            session.terminal().folders().cache(),
            "Understory/" + Version.text(),
            cancellation);
    if (session.json()) {
      json(session, installed, other, change, files);
      return;
    }
    new FlatpakText(session.words()).changes(change).forEach(session.out()::line);
    switch (files) {
      case FileDifference.Unknown(Problem why) -> {
        session.out().line(session.word("flatpak.files-unknown"));
        session.report(why);
      }
      case FileDifference.Known(TreeDiff diff) -> {
        for (var each : diff.changes()) {
          session
              .out()
              .print(each.change().name().substring(0, 1))
              .print("    ")
              .line(line(each.path()));
        }
      }
    }
  }

  private static void json(
      Session session,
      Installed installed,
      Checksum other,
      VersionChange change,
      FileDifference files) {
    try (Json json = new Json(session.out())) {
      json.beginObject()
          .text("ref", installed.ref().name())
          .text("from", installed.commit().hex())
          .text("to", other.hex());
      FlatpakJson.change(json, change, new PermissionText(session.words())).name("files");
      switch (files) {
        case FileDifference.Known(TreeDiff diff) -> {
          json.beginArray();
          for (var each : diff.changes()) {
            json.beginObject()
                .text("change", each.change().name().toLowerCase(Locale.ROOT))
                .text("path", each.path())
                .endObject();
          }
          json.endArray();
        }
        case FileDifference.Unknown(Problem why) -> {
          json.absent();
          session.report(why);
        }
      }
      json.endObject();
    }
  }
}
