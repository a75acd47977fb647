package org.understory.model.content;

import static org.understory.test.fuzz.Target.require;
import static org.understory.test.fuzz.Target.same;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.understory.model.operation.Cancellation;
import org.understory.test.fuzz.Target;

/** Content of files. */
public final class ContentTargets {
  /** Characters of all that is told of a binary: a few texts of bounded length. */
  private static final int TOLD = 4096 + 1000;

  private ContentTargets() {}

  /** All of them. */
  public static List<Target> all() {
    return List.of(
        Target.of("binary", ContentTargets::binary, BinaryReader.class, ElfReader.class),
        Target.of("text", ContentTargets::text, TextContent.class),
        Target.of("diff", ContentTargets::diff, TextDiff.class, WordMarks.class));
  }

  private static void binary(byte[] input) {
    for (boolean whole : new boolean[] {true, false}) {
      BinaryFacts facts = BinaryReader.read(input, whole);
      require(facts.toString().length() <= TOLD, "little is told");
      if (facts instanceof BinaryFacts.Image(var _, long width, long height)) {
        require(width >= 0 && height >= 0, "sizes are no less than nothing");
      }
      if (facts instanceof BinaryFacts.Compressed(var _, var unpacked)) {
        require(unpacked.orElse(0) >= 0, "sizes are no less than nothing");
      }
    }
  }

  /** What is taken for text is told with nothing added and nothing lost. */
  private static void text(byte[] input) throws Exception {
    Optional<TextContent> text = TextContent.of(input, true);
    if (text.isPresent()) {
      String decoded =
          text.get().encoding().charset().newDecoder().decode(ByteBuffer.wrap(input)).toString();
      same(decoded, joined(text.get().lines(), text.get().ended()), "text");
    }
    TextContent.of(input, false);
  }

  private static String joined(List<String> lines, boolean ended) {
    return String.join("\n", lines) + (ended && !lines.isEmpty() ? "\n" : "");
  }

  /** What a diff says makes the newer text of the older one. */
  private static void diff(byte[] input) {
    List<byte[]> sides = Target.parts(input, 2);
    Optional<TextContent> before = TextContent.of(sides.getFirst(), true);
    Optional<TextContent> after = TextContent.of(sides.getLast(), true);
    if (before.isEmpty() || after.isEmpty()) {
      return;
    }
    Optional<TextDiff> diff = TextDiff.of(before.get(), after.get(), new Cancellation());
    if (diff.isEmpty()) {
      return;
    }
    List<String> made = new ArrayList<>();
    int at = 0;
    for (TextDiff.Block block : diff.get().blocks()) {
      made.addAll(before.get().lines().subList(at, block.before()));
      made.addAll(after.get().lines().subList(block.after(), block.after() + block.added()));
      at = block.before() + block.removed();
      if (block.removed() > 0 && block.added() > 0) {
        words(before.get().lines().get(block.before()), after.get().lines().get(block.after()));
      }
    }
    made.addAll(before.get().lines().subList(at, before.get().lines().size()));
    same(after.get().lines(), made, "the newer text");
    for (Hunk hunk : Hunk.of(diff.get(), Hunk.CONTEXT)) {
      long removed = hunk.lines().stream().filter(it -> it.before().isPresent()).count();
      long added = hunk.lines().stream().filter(it -> it.after().isPresent()).count();
      require(removed == hunk.removed() && added == hunk.added(), "lines of a hunk");
    }
  }

  private static void words(String before, String after) {
    WordMarks marks = WordMarks.between(before, after);
    if (marks != WordMarks.NONE) {
      same(without(before, marks.before()), without(after, marks.after()), "what stays");
    }
  }

  private static String without(String line, List<WordMarks.Span> marks) {
    char[] left = line.toCharArray();
    int end = 0;
    for (WordMarks.Span mark : marks) {
      require(mark.start() >= end && mark.end() > mark.start(), "marks in order");
      Arrays.fill(left, mark.start(), mark.end(), '\0');
      end = mark.end();
    }
    return new String(left).replace("\0", "");
  }
}
