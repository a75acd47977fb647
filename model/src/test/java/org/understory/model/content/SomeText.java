package org.understory.model.content;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Random texts and random edits of them. */
final class SomeText {
  private static final String[] WORDS = {"a", "b", "", "{", "}", "key = 1", "key = 2", "é中", "x\r"};

  private final Random random;

  SomeText(long seed) {
    random = new Random(seed);
  }

  List<String> lines(int most) {
    List<String> lines = new ArrayList<>();
    for (int i = random.nextInt(most + 1); i > 0; i--) {
      lines.add(word());
    }
    return lines;
  }

  /** Some lines taken out, some put in, a part moved. */
  List<String> edited(List<String> lines) {
    List<String> edited = new ArrayList<>(lines);
    for (int i = random.nextInt(6); i > 0; i--) {
      int at = random.nextInt(edited.size() + 1);
      if (at < edited.size() && random.nextBoolean()) {
        edited.remove(at);
      } else {
        edited.addAll(at, lines(3));
      }
    }
    return edited;
  }

  /** With or without a line feed at the end. */
  TextContent text(List<String> lines) {
    String text = String.join("\n", lines) + (random.nextInt(3) > 0 ? "\n" : "");
    return of(lines.isEmpty() ? "" : text);
  }

  static TextContent of(String text) {
    return TextContent.of(text.getBytes(StandardCharsets.UTF_8), true).orElseThrow();
  }

  private String word() {
    return WORDS[random.nextInt(WORDS.length)];
  }
}
