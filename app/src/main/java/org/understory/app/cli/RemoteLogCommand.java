package org.understory.app.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.understory.app.state.OpenSystem;
import org.understory.model.history.Checksum;
import org.understory.model.history.Commit;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.remote.Remote;
import org.understory.model.remote.SignatureCheck;
import org.understory.model.remote.SignatureCheck.Verdict;
import org.understory.store.remote.RemoteHistory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code remote log}: the versions of a branch that its server keeps, newest first. */
@Command(name = "log", sortOptions = false, abbreviateSynopsis = true)
final class RemoteLogCommand implements Verb {
  private static final int USUAL = 20;

  /** Below the dates. */
  private static final String INDENT = "            ";

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
      List<Listed> versions = new ArrayList<>();
      for (Commit commit : commits) {
        versions.add(new Listed(commit, far.signatures(commit.checksum())));
      }
      if (session.json()) {
        json(session, versions, badges, far);
      } else {
        text(session, versions, badges, far.remote());
        tellEnd(session, commits);
      }
      versions.stream()
          .filter(each -> each.check().verdict() == Verdict.REFUSED)
          .forEach(each -> session.report(each.refusal(far.remote())));
    }
  }

  /** A commit and who signed it. */
  private record Listed(Commit commit, SignatureCheck check) {
    /** One that is not signed as it has to be is trouble, however it is printed. */
    private Problem refusal(Remote remote) {
      String detail = commit.checksum().brief() + ": " + check.detail();
      return new Problem.SignatureFailed(remote.name(), detail);
    }
  }

  private static void text(Session session, List<Listed> versions, Badges badges, Remote remote) {
    LogText log = new LogText(session, badges);
    SignatureText words = new SignatureText(session);
    boolean colours = session.terminal().abilities().colours();
    for (Listed version : versions) {
      log.line(version.commit());
      SignatureCheck check = version.check();
      Ink ink = check.verdict() == Verdict.REFUSED ? Ink.RED : Ink.FAINT;
      if (check.verdict() != Verdict.NOT_REQUIRED || !check.signatures().isEmpty()) {
        words
            .lines(check, remote)
            .forEach(line -> session.out().print(INDENT).line(ink.on(line, colours)));
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
      Session session, List<Listed> versions, Badges badges, RemoteHistory far) {
    try (Json json = new Json(session.out())) {
      CommitJson writer = new CommitJson(json, badges);
      json.beginArray();
      for (Listed version : versions) {
        json.beginObject();
        writer.fields(version.commit());
        json.bool("here", far.isHere(version.commit().checksum()));
        SignatureText.json(json, version.check(), far.remote());
        json.endObject();
      }
      json.endArray();
    }
  }
}
