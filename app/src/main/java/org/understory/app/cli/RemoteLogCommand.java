package org.understory.app.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.understory.app.state.OpenSystem;
import org.understory.model.history.Checksum;
import org.understory.model.history.Commit;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.store.remote.RemoteHistory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code remote log}: the versions of a branch that its server keeps, newest first. */
@Command(name = "log", sortOptions = false, abbreviateSynopsis = true)
final class RemoteLogCommand implements Verb {
  private static final int USUAL = 20;

  @Parameters(paramLabel = "REMOTE:BRANCH", descriptionKey = "parameter.remote.branch")
  private String branch = "";

  @Option(
      names = {"-n", "--max-count"},
      paramLabel = "N",
      converter = CountConverter.class,
      descriptionKey = "option.max-count.remote")
  private int limit = USUAL;

  @Override
  public void run(Session session) throws StoreException {
    String remote = branch.substring(0, Math.max(branch.indexOf(':'), 0));
    if (remote.isEmpty()) {
      throw new StoreException(new Problem.UnknownRevision(branch));
    }
    try (OpenSystem system = session.open();
        RemoteHistory far = Source.open(session, system, remote)) {
      Checksum newest =
          far.resolve(branch)
              .orElseThrow(() -> new StoreException(new Problem.UnknownRevision(branch)));
      Badges badges = Badges.of(system, false, session);
      List<Commit> commits = new ArrayList<>();
      LogCommand.walk(far.repository(), List.of(newest), limit, session, commits::add);
      if (session.json()) {
        json(session, commits, badges, far);
      } else {
        commits.forEach(new LogText(session, badges)::line);
        tellEnd(session, commits);
      }
    }
  }

  /** A server may throw old versions away: their children still name them. */
  private void tellEnd(Session session, List<Commit> commits) {
    if (commits.isEmpty() || commits.size() == limit) {
      return;
    }
    Optional<Checksum> parent = commits.getLast().parent();
    if (parent.isPresent() && !session.troubled()) {
      session.tell(session.word("remote.cut", parent.get().brief()));
    }
  }

  private static void json(
      Session session, List<Commit> commits, Badges badges, RemoteHistory far) {
    try (Json json = new Json(session.out())) {
      CommitJson writer = new CommitJson(json, badges);
      json.beginArray();
      for (Commit commit : commits) {
        json.beginObject();
        writer.fields(commit);
        json.bool("here", far.isHere(commit.checksum())).endObject();
      }
      json.endArray();
    }
  }
}
