package org.understory.app.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.understory.app.report.Block.Cell;

/** Blocks as one HTML page that needs nothing else, light or dark as the reader has it. */
final class HtmlText {
  private static final String STYLE =
      """
      :root { color-scheme: light dark; }
      body { font: 15px/1.5 system-ui, sans-serif; max-width: 60em; margin: 2em auto; padding: 0 1em; }
      h1 { font-size: 1.6em; } h2 { font-size: 1.2em; margin-top: 2em; }
      table { border-collapse: collapse; width: 100%; }
      th, td { text-align: left; vertical-align: top; padding: .3em .8em .3em 0;
        border-bottom: 1px solid color-mix(in srgb, currentColor 20%, transparent); }
      code { font: .92em ui-monospace, monospace; overflow-wrap: anywhere; }
      """;

  private HtmlText() {}

  static String of(List<Block> blocks, Locale language) {
    String title =
        blocks.stream()
            .filter(Block.Heading.class::isInstance)
            .map(block -> ((Block.Heading) block).text())
            .findFirst()
            .orElse("");
    return "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\"/>\n"
            .formatted(language.toLanguageTag())
        + "<meta http-equiv=\"Content-Security-Policy\""
        + " content=\"default-src 'none'; style-src 'unsafe-inline'\"/>\n"
        + "<title>%s</title>\n<style>\n%s</style>\n</head>\n<body>\n".formatted(safe(title), STYLE)
        + blocks.stream().map(HtmlText::text).collect(Collectors.joining())
        + "</body>\n</html>\n";
  }

  private static String text(Block block) {
    return switch (block) {
      case Block.Heading(int level, String text) ->
          "<h%d>%s</h%d>\n".formatted(level, safe(text), level);
      case Block.Paragraph(String text) -> "<p>" + safe(text) + "</p>\n";
      case Block.Table(List<String> head, List<List<Cell>> rows) ->
          "<table>\n<thead><tr>"
              + head.stream().map(it -> "<th>" + safe(it) + "</th>").collect(Collectors.joining())
              + "</tr></thead>\n<tbody>\n"
              + rows.stream().map(HtmlText::row).collect(Collectors.joining())
              + "</tbody>\n</table>\n";
    };
  }

  private static String row(List<Cell> cells) {
    return "<tr>"
        + cells.stream()
            .map(
                cell ->
                    cell.name()
                        ? "<td><code>" + safe(cell.text()) + "</code></td>"
                        : "<td>" + safe(cell.text()) + "</td>")
            .collect(Collectors.joining())
        + "</tr>\n";
  }

  private static String safe(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
