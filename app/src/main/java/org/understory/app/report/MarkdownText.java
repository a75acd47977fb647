package org.understory.app.report;

import java.util.List;
import java.util.stream.Collectors;
import org.understory.app.report.Block.Cell;

/**
 * Blocks as Markdown with tables, as issue trackers read it (GitHub Flavored Markdown 0.29); what
 * was read can't end a cell or become markup.
 */
final class MarkdownText {
  private MarkdownText() {}

  static String of(List<Block> blocks) {
    return blocks.stream().map(MarkdownText::text).collect(Collectors.joining("\n"));
  }

  private static String text(Block block) {
    return switch (block) {
      case Block.Heading(int level, String text) -> "#".repeat(level) + " " + plain(text) + "\n";
      case Block.Paragraph(String text) -> plain(text) + "\n";
      case Block.Table(List<String> head, List<List<Cell>> rows) ->
          row(head.stream().map(MarkdownText::plain).toList())
              + row(head.stream().map(_ -> "---").toList())
              + rows.stream()
                  .map(row -> row(row.stream().map(MarkdownText::cell).toList()))
                  .collect(Collectors.joining());
    };
  }

  private static String row(List<String> cells) {
    return "| " + String.join(" | ", cells) + " |\n";
  }

  private static String cell(Cell cell) {
    return cell.name() && !cell.text().isEmpty() ? code(cell.text()) : plain(cell.text());
  }

  /** A fence longer than any in it; a bar ends a cell even inside of one. */
  private static String code(String text) {
    String inner = text.replace("|", "\\|");
    if (inner.indexOf('`') < 0) {
      return "`" + inner + "`";
    }
    return "```` " + inner.replace("````", "'''' ") + " ````";
  }

  private static String plain(String text) {
    StringBuilder safe = new StringBuilder(text.length());
    text.chars()
        .forEach(
            c -> {
              if ("\\`*_[]<>|#~&!@".indexOf(c) >= 0) {
                safe.append('\\');
              }
              safe.append((char) c);
            });
    return safe.toString();
  }
}
