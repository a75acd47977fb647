package org.understory.app.cli;

import org.understory.app.state.OpenSystem;
import org.understory.model.history.CommitDetails;
import org.understory.model.operation.StoreException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code show}: everything about one commit. */
@Command(name = "show", sortOptions = false, abbreviateSynopsis = true)
final class ShowCommand implements Verb {
  @Parameters(paramLabel = "REV", descriptionKey = "parameter.revision")
  private String revision = "";

  @Option(names = "--remote", descriptionKey = "option.remote")
  private boolean remote;

  @Override
  public void run(Session session) throws StoreException {
    try (OpenSystem system = session.open();
        Source source = Source.of(session, system, remote, revision)) {
      CommitDetails details = source.repository().details(source.resolve(revision));
      Badges badges = Badges.of(system, false, session);
      if (session.json()) {
        json(session, details, badges);
      } else {
        new CommitText(session, badges).print(details);
      }
    }
  }

  private static void json(Session session, CommitDetails details, Badges badges) {
    try (Json json = new Json(session.out())) {
      json.beginObject();
      new CommitJson(json, badges).fields(details.commit());
      VariantJson.write(json.name("metadata"), details.metadata());
      json.text("rootTree", details.commit().rootTree().hex())
          .text("rootMeta", details.commit().rootMeta().hex())
          .endObject();
    }
  }
}
