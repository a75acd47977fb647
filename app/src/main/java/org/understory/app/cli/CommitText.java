package org.understory.app.cli;

import static org.understory.app.cli.Table.cell;
import static org.understory.model.text.Sanitizer.block;
import static org.understory.model.text.Sanitizer.line;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.understory.app.cli.Table.Cell;
import org.understory.app.text.ImageText;
import org.understory.model.container.Image;
import org.understory.model.history.Checksum;
import org.understory.model.history.Commit;
import org.understory.model.history.CommitDetails;
import org.understory.model.history.Variant;
import org.understory.model.history.VariantText;

/** All of one commit as text. */
record CommitText(Session session, Badges badges) {
  /** A longer value is cut; {@code --json} has all of it. */
  private static final int VALUE_LIMIT = 300;

  /** {@code signatures}: lines about them, safe to show. */
  void print(CommitDetails details, Optional<Image> image, List<String> signatures) {
    Commit commit = details.commit();
    Table facts = new Table();
    fact(facts, "show.commit", commit.checksum().hex());
    commit.version().ifPresent(version -> fact(facts, "show.version", line(version)));
    fact(facts, "show.date", session.times().minute(commit.timestamp()));
    fact(facts, "show.parent", commit.parent().map(Checksum::hex).orElse("-"));
    badges.text(commit.checksum(), session).ifPresent(text -> fact(facts, "show.named", text));
    if (details.partial()) {
      fact(facts, "show.content", session.word("show.partial"));
    }
    for (int i = 0; i < signatures.size(); i++) {
      Cell head = i == 0 ? new Cell(session.word("show.signature"), Ink.FAINT) : cell("");
      facts.row(head, cell(signatures.get(i)));
    }
    image.ifPresent(it -> image(facts, it));
    fact(facts, "show.root-tree", commit.rootTree().hex());
    fact(facts, "show.root-meta", commit.rootMeta().hex());
    details
        .related()
        .forEach((name, checksum) -> fact(facts, "show.related", line(name) + " " + checksum));
    facts.print(session.out(), colours());

    indented(commit.subject());
    indented(commit.body());
    values("show.metadata", details.metadata());
    values("show.detached-metadata", details.detachedMetadata());
  }

  private void image(Table facts, Image image) {
    fact(facts, "show.image", image.digest());
    fact(facts, "show.layers", new ImageText(session.words()).layers(image));
  }

  private boolean colours() {
    return session.terminal().abilities().colours();
  }

  private void fact(Table table, String key, String value) {
    table.row(new Cell(session.word(key), Ink.FAINT), cell(value));
  }

  private void indented(String text) {
    if (!text.isEmpty()) {
      session.out().line();
      block(text).lines().forEach(part -> session.out().print("    ").line(part));
    }
  }

  private void values(String key, Map<String, Variant> values) {
    if (!values.isEmpty()) {
      session.out().line().line(Ink.BOLD.on(session.word(key), colours()));
      Table table = new Table();
      values.forEach(
          (name, value) ->
              table.row(cell("  " + line(name)), cell(line(VariantText.of(value, VALUE_LIMIT)))));
      table.print(session.out(), colours());
    }
  }
}
