package org.understory.model.content;

import com.github.difflib.algorithm.Change;
import com.github.difflib.algorithm.myers.MyersDiffWithLinearSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which words of a changed line changed.
 *
 * @param before parts of the older line that are not in the newer, in order
 * @param after parts of the newer line that are not in the older, in order
 */
public record WordMarks(List<Span> before, List<Span> after) {
  /** No part is marked: all of it changed, or it is too long to say. */
  public static final WordMarks NONE = new WordMarks(List.of(), List.of());

  /** Words of one line; comparing more would take too long for a line that is to be drawn. */
  private static final int MOST_WORDS = 400;

  /** Below this share of equal words the lines have nothing to do with each other: one in four. */
  private static final int ALIKE = 4;

  /** Any character is part of a word or one itself, those too that other systems end lines with. */
  private static final Pattern WORD = Pattern.compile("(?s)[\\p{L}\\p{N}_]+|\\s+|.");

  /** A part of a line: from the character at {@code start} to before that at {@code end}. */
  public record Span(int start, int end) {}

  /** Compares two lines. */
  public static WordMarks between(String before, String after) {
    List<Span> placesA = new ArrayList<>();
    List<Span> placesB = new ArrayList<>();
    List<String> a = words(before, placesA);
    List<String> b = words(after, placesB);
    if (a.size() > MOST_WORDS || b.size() > MOST_WORDS) {
      return NONE;
    }
    List<Span> marksA = new ArrayList<>();
    List<Span> marksB = new ArrayList<>();
    int changed = 0;
    for (Change change : new MyersDiffWithLinearSpace<String>().computeDiff(a, b, null)) {
      changed += change.endOriginal - change.startOriginal;
      add(marksA, placesA, change.startOriginal, change.endOriginal);
      add(marksB, placesB, change.startRevised, change.endRevised);
    }
    boolean alike = (a.size() - changed) * ALIKE >= Math.max(a.size(), b.size());
    return alike ? new WordMarks(List.copyOf(marksA), List.copyOf(marksB)) : NONE;
  }

  private static List<String> words(String line, List<Span> places) {
    List<String> words = new ArrayList<>();
    Matcher matcher = WORD.matcher(line);
    while (matcher.find() && words.size() <= MOST_WORDS) {
      words.add(matcher.group());
      places.add(new Span(matcher.start(), matcher.end()));
    }
    return words;
  }

  private static void add(List<Span> marks, List<Span> places, int from, int to) {
    if (from == to) {
      return;
    }
    Span span = new Span(places.get(from).start(), places.get(to - 1).end());
    if (!marks.isEmpty() && marks.getLast().end() == span.start()) {
      span = new Span(marks.removeLast().start(), span.end());
    }
    marks.add(span);
  }
}
