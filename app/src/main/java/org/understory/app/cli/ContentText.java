package org.understory.app.cli;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.understory.app.entry.ContentReader;
import org.understory.app.entry.TreeReader;
import org.understory.app.text.ContentWords;
import org.understory.model.content.ContentDiff;
import org.understory.model.content.TextContent;
import org.understory.model.content.TextDiff;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.StoreException;
import org.understory.model.text.Sanitizer;
import org.understory.model.tree.Change;
import org.understory.model.tree.TreeEntry;
import org.understory.store.repo.FileObject;
import org.understory.store.repo.Repository;

/** A unified diff with the headers of git, which {@code patch} and {@code git apply} take. */
final class ContentText {
  private static final String NOWHERE = "/dev/null";

  private final Session session;
  private final Repository repository;
  private final TreeReader reader;
  private final Output out;
  private final boolean colours;
  private final HunkText hunks;

  ContentText(Session session, Repository repository, TreeReader reader) {
    this.session = session;
    this.repository = repository;
    this.reader = reader;
    this.out = session.out();
    this.colours = session.terminal().abilities().colours();
    this.hunks = HunkText.of(session);
  }

  /** All of these; a file that can't be read is reported and passed over. */
  void print(List<Change> changes) {
    for (Change change : changes) {
      if (change.kind() != TreeEntry.Kind.DIRECTORY) {
        try {
          print(change);
        } catch (StoreException e) {
          session.report(e.problem());
        }
      }
    }
  }

  private void print(Change change) throws StoreException {
    Optional<FileObject> before = object(change.before());
    Optional<FileObject> after = object(change.after());
    if (change.change() == Change.Kind.RENAMED) {
      head(change, before, after);
      bold("rename from " + quoted(name(change.oldPath().orElse(change.path()))));
      bold("rename to " + quoted(name(change.path())));
      return;
    }
    ContentDiff diff =
        change.kind() == TreeEntry.Kind.SYMLINK
            ? targets(before, after)
            : ContentReader.compare(reader, change, new Cancellation()).diff();
    head(change, before, after);
    switch (diff) {
      case ContentDiff.Text(TextDiff text) -> text(change, text);
      case ContentDiff.LargeText large -> out.line(tooLarge(change));
      case ContentDiff.Binary binary -> binary(change, binary);
    }
  }

  private Optional<FileObject> object(Optional<Checksum> file) throws StoreException {
    return file.isPresent() ? Optional.of(repository.file(file.get())) : Optional.empty();
  }

  /** A link counts as a text that is its target, without an end of line. */
  private static ContentDiff targets(Optional<FileObject> before, Optional<FileObject> after) {
    return TextDiff.of(target(before), target(after), new Cancellation())
        .<ContentDiff>map(ContentDiff.Text::new)
        .orElseThrow();
  }

  private static TextContent target(Optional<FileObject> link) {
    return link.flatMap(FileObject::target)
        .flatMap(it -> TextContent.of(it.getBytes(StandardCharsets.UTF_8), true))
        .orElse(TextContent.NONE);
  }

  private void head(Change change, Optional<FileObject> before, Optional<FileObject> after) {
    String old = name(change.oldPath().orElse(change.path()));
    bold("diff --git " + quoted("a/" + old) + " " + quoted("b/" + name(change.path())));
    if (before.isEmpty()) {
      after.ifPresent(it -> bold("new file mode " + mode(it)));
    } else if (after.isEmpty()) {
      bold("deleted file mode " + mode(before.get()));
    } else if (before.get().mode() != after.get().mode()) {
      bold("old mode " + mode(before.get()));
      bold("new mode " + mode(after.get()));
    } else if (change.change() == Change.Kind.MODIFIED) {
      // Without this line patch does not know that a link is one. The checksums are OSTree's.
      bold(
          "index "
              + brief(change.before())
              + ".."
              + brief(change.after())
              + " "
              + mode(after.get()));
    }
  }

  private void text(Change change, TextDiff diff) {
    if (diff.isSame()) {
      return;
    }
    String path = name(change.path());
    bold("--- " + (change.before().isEmpty() ? NOWHERE : ended(quoted("a/" + path))));
    bold("+++ " + (change.after().isEmpty() ? NOWHERE : ended(quoted("b/" + path))));
    hunks.print(diff);
  }

  private void binary(Change change, ContentDiff.Binary binary) {
    out.line(
        session.word(
            "diff.binary",
            Sanitizer.line(change.path()),
            new ContentWords(session.words())
                .change(binary.before(), change.sizeBefore(), binary.after(), change.sizeAfter())));
  }

  private String tooLarge(Change change) {
    return session.word("diff.too-large", Sanitizer.line(change.path()));
  }

  private void bold(String line) {
    out.line(Ink.BOLD.on(line, colours));
  }

  private static String name(String path) {
    return path.substring(1);
  }

  /** patch takes a name to its first space, unless a tab ends it. */
  private static String ended(String name) {
    return name.contains(" ") ? name + "\t" : name;
  }

  private static String brief(Optional<Checksum> file) {
    return file.map(Checksum::brief).orElse("");
  }

  private static String mode(FileObject file) {
    return Integer.toOctalString(file.mode());
  }

  /** Quoted as git does (quote_c_style), where a name holds anything that could mislead. */
  private static String quoted(String name) {
    StringBuilder quoted = new StringBuilder("\"");
    boolean needed = false;
    for (byte octet : name.getBytes(StandardCharsets.UTF_8)) {
      int value = octet & 0xff;
      if (value == '"' || value == '\\') {
        quoted.append('\\').append((char) value);
      } else if (value >= 0x20 && value < 0x7f) {
        quoted.append((char) value);
        continue;
      } else {
        quoted.append('\\').append(String.format("%03o", value));
      }
      needed = true;
    }
    return needed ? quoted.append('"').toString() : name;
  }
}
