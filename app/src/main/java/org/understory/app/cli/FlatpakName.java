package org.understory.app.cli;

import java.util.List;
import java.util.Optional;
import org.understory.model.flatpak.Installed;
import org.understory.model.flatpak.InstalledList;
import org.understory.model.flatpak.ReleaseList;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.store.flatpak.Flatpak;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** How a command is told which application or runtime it is about. */
final class FlatpakName {
  @Parameters(index = "0", paramLabel = "NAME", descriptionKey = "parameter.application")
  private String name = "";

  @Option(names = "--installation", paramLabel = "ID", descriptionKey = "option.installation")
  private String installation = "";

  /**
   * The one that is meant.
   *
   * @throws StoreException UnknownApplication, AmbiguousApplication
   */
  Installed find(Session session) throws StoreException {
    InstalledList list = session.terminal().flatpak().installed(session.terminal().locale());
    List<Installed> meant =
        Flatpak.named(list, name).stream()
            .filter(each -> installation.isEmpty() || each.installation().id().equals(installation))
            .toList();
    if (meant.isEmpty()) {
      throw new StoreException(new Problem.UnknownApplication(name));
    }
    if (meant.size() > 1) {
      throw new StoreException(
          new Problem.AmbiguousApplication(
              name,
              meant.stream()
                  .map(each -> each.ref().name() + " --installation=" + each.installation().id())
                  .toList()));
    }
    return meant.getFirst();
  }

  /**
   * The version that a person names by its checksum or the start of it.
   *
   * @throws StoreException UnknownRevision, AmbiguousRevision
   */
  static Checksum version(String prefix, ReleaseList known) throws StoreException {
    List<Checksum> fitting =
        known.releases().stream()
            .map(each -> each.commit())
            .filter(each -> !prefix.isEmpty() && each.hex().startsWith(prefix))
            .toList();
    if (fitting.size() > 1) {
      throw new StoreException(
          new Problem.AmbiguousRevision(prefix, fitting.stream().map(Checksum::brief).toList()));
    }
    Optional<Checksum> one = fitting.stream().findFirst().or(() -> Checksum.parse(prefix));
    return one.orElseThrow(() -> new StoreException(new Problem.UnknownRevision(prefix)));
  }
}
