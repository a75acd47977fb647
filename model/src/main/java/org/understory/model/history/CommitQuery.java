package org.understory.model.history;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What a person looks for in the history: every word must stand in one of the fields, whatever its
 * case, and the commit must be from the period.
 *
 * @param since seconds since 1970, included
 * @param until seconds since 1970, excluded
 */
public record CommitQuery(
    List<String> words, Set<Field> fields, OptionalLong since, OptionalLong until) {
  /** Matches every commit. */
  public static final CommitQuery ALL =
      new CommitQuery(
          List.of(), EnumSet.allOf(Field.class), OptionalLong.empty(), OptionalLong.empty());

  /** More words than this are not looked for. */
  public static final int MAX_WORDS = 16;

  /** Fewer digits would be found in the checksum of nearly every commit. */
  private static final int CHECKSUM_DIGITS = 4;

  /** Where words are looked for. */
  public enum Field {
    VERSION,
    SUBJECT,
    BODY,
    /** The checksum begins with the word, of four digits or more. */
    CHECKSUM,
    /** Keys and values of the commit's metadata and its detached metadata, package lists too. */
    METADATA
  }

  public CommitQuery {
    words = List.copyOf(words);
    fields = Set.copyOf(fields);
  }

  /** Looks for the words of a text that a person typed. */
  public static CommitQuery of(String text, Set<Field> fields) {
    List<String> words =
        Arrays.stream(text.strip().split("\\s+"))
            .filter(word -> !word.isEmpty())
            .limit(MAX_WORDS)
            .toList();
    return new CommitQuery(words, fields, OptionalLong.empty(), OptionalLong.empty());
  }

  /** The same within a period. */
  public CommitQuery within(OptionalLong since, OptionalLong until) {
    return new CommitQuery(words, fields, since, until);
  }

  /** Whether it matches every commit. */
  public boolean isAll() {
    return words.isEmpty() && since.isEmpty() && until.isEmpty();
  }

  /** Whether a commit matches by what is known without reading its metadata. */
  public boolean matches(Commit commit) {
    return matches(commit, word -> false);
  }

  /** Whether a commit matches. */
  public boolean matches(CommitDetails details) {
    return matches(
        details.commit(),
        word -> holds(details.metadata(), word) || holds(details.detachedMetadata(), word));
  }

  /** Whether reading the metadata of a commit that does not match yet could make it match. */
  public boolean needsMetadata(Commit commit) {
    return fields.contains(Field.METADATA) && !words.isEmpty() && inPeriod(commit);
  }

  private boolean matches(Commit commit, Predicate<String> metadata) {
    if (!inPeriod(commit)) {
      return false;
    }
    for (String word : words) {
      if (!holds(commit, word) && !(fields.contains(Field.METADATA) && metadata.test(word))) {
        return false;
      }
    }
    return true;
  }

  private boolean inPeriod(Commit commit) {
    return (since.isEmpty() || commit.timestamp() >= since.getAsLong())
        && (until.isEmpty() || commit.timestamp() < until.getAsLong());
  }

  private boolean holds(Commit commit, String word) {
    return (fields.contains(Field.VERSION)
            && commit.version().isPresent()
            && VariantText.contains(commit.version().get(), word))
        || (fields.contains(Field.SUBJECT) && VariantText.contains(commit.subject(), word))
        || (fields.contains(Field.BODY) && VariantText.contains(commit.body(), word))
        || (fields.contains(Field.CHECKSUM)
            && word.length() >= CHECKSUM_DIGITS
            && commit.checksum().hex().regionMatches(true, 0, word, 0, word.length()));
  }

  private static boolean holds(Map<String, Variant> metadata, String word) {
    return metadata.keySet().stream().anyMatch(key -> VariantText.contains(key, word))
        || VariantText.contains(metadata.values(), word);
  }
}
