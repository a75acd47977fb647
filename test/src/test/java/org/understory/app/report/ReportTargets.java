package org.understory.app.report;

import static org.understory.test.fuzz.Target.require;
import static org.understory.test.fuzz.Target.same;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.understory.app.report.Block.Cell;
import org.understory.model.text.Sanitizer;
import org.understory.model.tree.Capabilities;
import org.understory.store.variant.ByteList;
import org.understory.test.fuzz.Target;

/** Text from outside on its way to a person. */
public final class ReportTargets {
  private static final Parser MARKDOWN =
      Parser.builder().extensions(List.of(TablesExtension.create())).build();

  private static final String SHAPE = shape(MARKDOWN.parse(MarkdownText.of(blocks("x"))));
  private static final String TAGS = tags(HtmlText.of(blocks("x"), Locale.ENGLISH));

  /**
   * What takes no room though it is a letter or a mark ({@code Default_Ignorable_Code_Point} of
   * DerivedCoreProperties.txt, without what {@link Character#getType} tells).
   */
  private static final List<Range> HIDDEN =
      List.of(
          new Range(0x034f, 0x034f),
          new Range(0x115f, 0x1160),
          new Range(0x17b4, 0x17b5),
          new Range(0x180b, 0x180f),
          new Range(0x3164, 0x3164),
          new Range(0xfe00, 0xfe0e),
          new Range(0xffa0, 0xffa0),
          new Range(0xe0000, 0xe0fff));

  private static boolean isHidden(int point) {
    return HIDDEN.stream().anyMatch(it -> it.contains(point));
  }

  /** Code points, both ends too. */
  private record Range(int first, int last) {
    boolean contains(int point) {
      return first <= point && point <= last;
    }
  }

  private ReportTargets() {}

  /** All of them. */
  public static List<Target> all() {
    return List.of(
        Target.of("report", ReportTargets::report, MarkdownText.class, HtmlText.class),
        Target.of("sanitizer", ReportTargets::sanitizer, Sanitizer.class),
        Target.of("capabilities", ReportTargets::capabilities, Capabilities.class));
  }

  /** A report has the same shape whatever the names in it are: none becomes markup. */
  private static void report(byte[] input) {
    List<Block> hostile = blocks(Sanitizer.line(Target.text(input)));
    same(SHAPE, shape(MARKDOWN.parse(MarkdownText.of(hostile))), "Markdown");
    same(TAGS, tags(HtmlText.of(hostile, Locale.ENGLISH)), "HTML");
  }

  private static List<Block> blocks(String name) {
    String shown = name.isEmpty() ? "x" : name;
    return List.of(
        new Block.Heading(1, "From " + shown + " to x"),
        new Block.Paragraph("Of " + shown + "."),
        new Block.Table(List.of("", "x"), List.of(List.of(Cell.name(shown), Cell.words(shown)))));
  }

  /** The kinds of blocks and pieces, texts left out. */
  private static String shape(Node node) {
    StringBuilder shape = new StringBuilder();
    for (Node each = node.getFirstChild(); each != null; each = each.getNext()) {
      String kind = each.getClass().getSimpleName();
      if (!kind.equals("Text")) {
        shape.append(kind).append('(').append(shape(each)).append(')');
      }
    }
    return shape.toString();
  }

  private static String tags(String page) {
    StringBuilder tags = new StringBuilder();
    for (int at = page.indexOf('<'); at >= 0; at = page.indexOf('<', at + 1)) {
      int end = page.indexOf('>', at);
      require(end >= 0, "an end");
      tags.append(page, at, end + 1);
    }
    return tags.toString();
  }

  /** Only what is seen and does nothing; and two texts never look the same in a line. */
  private static void sanitizer(byte[] input) {
    List<String> both = Target.texts(input, 2);
    Set<String> lines = new HashSet<>();
    for (String text : both) {
      String line = Sanitizer.line(text);
      String block = Sanitizer.block(text);
      line.codePoints().forEach(ReportTargets::harmless);
      require(!line.matches("(?s)(.*[^\\p{So}])?\ufe0f.*"), "hidden letters");
      block.codePoints().filter(c -> c != '\n' && c != '\t').forEach(ReportTargets::harmless);
      require(line.length() <= 10 * text.length(), "no text grows without bound");
      same(block, Sanitizer.block(block), "what is safe stays");
      lines.add(line);
    }
    require(lines.size() == new HashSet<>(both).size(), "different texts look different");
  }

  /** In letters that {@code setcap} reads; what is cut off or too long is none. */
  private static void capabilities(byte[] input) {
    Optional<String> text = Capabilities.text(new ByteList(input));
    text.ifPresent(it -> require(it.matches("[a-z0-9_,=+ \\[\\]]*"), "capabilities: " + it));
    byte[] longer = Arrays.copyOf(input, input.length + 1);
    require(
        text.isEmpty() || Capabilities.text(new ByteList(longer)).isEmpty(), "of that length only");
  }

  private static void harmless(int point) {
    require(point < 0x300 || !isHidden(point), "a character that takes room");
    int type = Character.getType(point);
    require(
        type != Character.CONTROL
            && type != Character.FORMAT
            && type != Character.LINE_SEPARATOR
            && type != Character.PARAGRAPH_SEPARATOR
            && type != Character.SURROGATE,
        "a character that is seen");
  }
}
