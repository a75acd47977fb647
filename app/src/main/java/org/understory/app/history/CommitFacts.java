package org.understory.app.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.understory.model.history.Checksum;
import org.understory.model.history.Commit;

/**
 * A commit in words; every text is safe to show.
 *
 * @param title the subject, or that there is none
 * @param body may hold line feeds; empty where there is none
 * @param date in the person's language and zone
 * @param notices what a person should not miss
 * @param facts well-known properties, in reading order
 * @param packages name and version of every package, sorted by name; empty where not recorded
 * @param metadata everything in the commit's metadata under its own name, then in its detached
 *     metadata
 */
record CommitFacts(
    Commit commit,
    String title,
    String body,
    String date,
    List<Badge> badges,
    List<Notice> notices,
    List<Fact> facts,
    List<String> packages,
    List<RawValue> metadata) {

  /** The same with more to tell, before what there is. */
  CommitFacts with(List<Notice> moreNotices, List<Fact> moreFacts) {
    List<Notice> allNotices = new ArrayList<>(moreNotices);
    allNotices.addAll(notices);
    List<Fact> allFacts = new ArrayList<>(moreFacts);
    allFacts.addAll(facts);
    return new CommitFacts(
        commit, title, body, date, badges, allNotices, allFacts, packages, metadata);
  }

  /** The same with more facts, after those that there are. */
  CommitFacts and(List<Fact> moreFacts) {
    List<Fact> allFacts = new ArrayList<>(facts);
    allFacts.addAll(moreFacts);
    return new CommitFacts(
        commit, title, body, date, badges, notices, allFacts, packages, metadata);
  }

  /**
   * Something about the whole commit.
   *
   * @param serious whether it needs a person's attention
   */
  record Notice(boolean serious, String text) {}

  /**
   * A property with a friendly name.
   *
   * @param tip what it means
   * @param link the commit that it names
   */
  record Fact(String label, String value, String tip, Optional<Checksum> link) {}

  /**
   * A metadata value under its own key.
   *
   * @param value on one line, at most {@link FactReader#VALUE_LIMIT} characters
   */
  record RawValue(String key, String value, boolean detached) {}
}
