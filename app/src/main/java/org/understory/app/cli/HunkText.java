package org.understory.app.cli;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.understory.model.content.Hunk;
import org.understory.model.content.TextContent;
import org.understory.model.content.TextDiff;
import org.understory.model.text.Sanitizer;

/**
 * What differs in a text, as a unified diff without its head. On a terminal text is made safe to
 * show; elsewhere it comes as it is stored, for it is to be applied.
 */
record HunkText(Output out, boolean colours, boolean person) {
  private static final String NO_END = "\\ No newline at end of file";

  static HunkText of(Session session) {
    return new HunkText(
        session.out(),
        session.terminal().abilities().colours(),
        session.terminal().abilities().person());
  }

  void print(TextDiff diff) {
    for (Hunk hunk : Hunk.of(diff, Hunk.CONTEXT)) {
      out.line(Ink.CYAN.on(hunk.heading(), colours));
      for (Hunk.Line line : hunk.lines()) {
        TextContent from = line.before().isPresent() ? diff.before() : diff.after();
        print(line, from.encoding().charset());
      }
    }
  }

  private void print(Hunk.Line line, Charset charset) {
    if (person) {
      Ink ink =
          switch (line.sign()) {
            case SAME -> Ink.PLAIN;
            case REMOVED -> Ink.RED;
            case ADDED -> Ink.GREEN;
          };
      out.line(ink.on(line.sign().character() + Sanitizer.block(line.text()), colours));
    } else {
      out.print(Character.toString(line.sign().character()));
      // What was UTF-16 can't be between lines that are not.
      boolean latin = charset.equals(StandardCharsets.ISO_8859_1);
      out.bytes(line.text().getBytes(latin ? charset : StandardCharsets.UTF_8)).line();
    }
    if (!line.ended()) {
      out.line(Ink.FAINT.on(NO_END, colours));
    }
  }
}
