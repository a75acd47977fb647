package org.understory.app.cli;

import java.util.List;
import java.util.Optional;
import org.understory.app.state.OpenSystem;
import org.understory.model.history.Checksum;
import org.understory.model.history.CommitDetails;
import org.understory.model.operation.StoreException;
import org.understory.model.remote.Remote;
import org.understory.model.remote.SignatureCheck;
import org.understory.store.remote.Signatures;
import org.understory.store.sysroot.Sysroot;
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
      Optional<Signed> signed = signed(system, source, details.commit().checksum());
      Badges badges = Badges.of(system, false, session);
      if (session.json()) {
        json(session, details, badges, signed, new ImageFacts(session, system));
      } else {
        new CommitText(session, badges)
            .print(
                details,
                new ImageFacts(session, system).image(details),
                signed
                    .map(it -> new SignatureText(session).lines(it.check(), it.remote()))
                    .orElse(List.of()));
      }
    }
  }

  /** A remote, and what its keys say. */
  private record Signed(Remote remote, SignatureCheck check) {}

  /** Nothing for a commit that comes from no remote, for then nobody's keys count. */
  private Optional<Signed> signed(OpenSystem system, Source source, Checksum commit)
      throws StoreException {
    Optional<Remote> from = SignatureText.remote(system, revision, commit);
    if (from.isEmpty()) {
      return Optional.empty();
    }
    try (Signatures signatures =
        new Signatures(system.repository().directory(), system.sysroot().map(Sysroot::root))) {
      return Optional.of(
          new Signed(from.get(), signatures.check(from.get(), source.repository(), commit)));
    }
  }

  private static void json(
      Session session,
      CommitDetails details,
      Badges badges,
      Optional<Signed> signed,
      ImageFacts images) {
    try (Json json = new Json(session.out())) {
      json.beginObject();
      new CommitJson(json, badges).fields(details.commit());
      VariantJson.write(json.name("metadata"), details.metadata());
      json.text("rootTree", details.commit().rootTree().hex())
          .text("rootMeta", details.commit().rootMeta().hex());
      images.json(json, details);
      signed.ifPresent(it -> SignatureText.json(json, it.check(), it.remote()));
      json.endObject();
    }
  }
}
