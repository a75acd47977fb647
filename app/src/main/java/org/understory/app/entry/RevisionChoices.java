package org.understory.app.entry;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.understory.app.server.RegistryTags;
import org.understory.app.server.ServerVersions;
import org.understory.model.history.Checksum;
import org.understory.model.history.Commit;
import org.understory.model.history.Ref;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.StoreException;
import org.understory.model.system.SystemSnapshot;

/** What can be picked in a system: its deployments, then its branches, internal refs last. */
public final class RevisionChoices {
  /** Refs listed at most; a repository with more is searched by typing the ref. */
  static final int MOST_REFS = 5000;

  private RevisionChoices() {}

  /** Reads a commit for every ref, so off the thread that draws. */
  public static List<RevisionChoice> read(
      TreeReader reader,
      Optional<SystemSnapshot> snapshot,
      List<Ref> refs,
      Cancellation cancellation) {
    List<RevisionChoice> choices = new ArrayList<>();
    snapshot.ifPresent(
        it ->
            it.deployments()
                .forEach(deployment -> choices.add(new RevisionChoice.OfDeployment(deployment))));
    List<Ref> ordered =
        refs.stream().sorted(Comparator.comparing(Ref::internal)).limit(MOST_REFS).toList();
    for (Ref ref : ordered) {
      cancellation.check();
      choices.add(new RevisionChoice.OfRef(ref, commit(reader, ref)));
    }
    return List.copyOf(choices);
  }

  /** The deployment that runs, else whatever comes first. */
  public static Optional<RevisionChoice> running(List<RevisionChoice> choices) {
    return choices.stream()
        .filter(choice -> choice instanceof RevisionChoice.OfDeployment(var it) && it.booted())
        .findFirst()
        .or(() -> choices.stream().findFirst());
  }

  /** The way in which people know this commit: its deployment, its branch, else its checksum. */
  public static RevisionChoice named(Checksum commit, List<RevisionChoice> choices) {
    return choices.stream()
        .filter(
            choice ->
                switch (choice) {
                  case RevisionChoice.OfDeployment(var it) -> it.checksum().equals(commit);
                  case RevisionChoice.OfRef(var ref, var it) -> ref.checksum().equals(commit);
                  case RevisionChoice.OfCommit(var it) -> it.checksum().equals(commit);
                  case RevisionChoice.OnServer(var it, var remote) -> it.checksum().equals(commit);
                  case RevisionChoice.OfImage _, RevisionChoice.Typed _ -> false;
                })
        .findFirst()
        .orElseGet(() -> new RevisionChoice.Typed(commit.hex()));
  }

  /** What was found on a server, newest first. */
  public static List<RevisionChoice> found(ServerVersions versions) {
    String remote = versions.remote().name();
    return versions.open().stream()
        .<RevisionChoice>map(commit -> new RevisionChoice.OnServer(commit, remote))
        .toList();
  }

  /** The tags that were found in a registry, each an image. */
  public static List<RevisionChoice> found(RegistryTags tags) {
    return tags.tags().stream()
        .<RevisionChoice>map(tag -> new RevisionChoice.OfImage(tag.reference()))
        .toList();
  }

  /** A broken commit shows when it is opened; here it only lacks its details. */
  private static Optional<Commit> commit(TreeReader reader, Ref ref) {
    try {
      return Optional.of(reader.commit(ref.checksum()));
    } catch (StoreException notHere) {
      return Optional.empty();
    }
  }
}
