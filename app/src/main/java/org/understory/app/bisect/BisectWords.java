package org.understory.app.bisect;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.understory.model.history.Bisection;
import org.understory.model.history.Bisection.Verdict;
import org.understory.model.history.Checksum;
import org.understory.model.packages.Package;
import org.understory.model.packages.PackageDiff;
import org.understory.model.text.Sanitizer;
import org.understory.resources.Messages;

/** Puts a search into words that are safe to show. */
final class BisectWords {
  private final Messages messages;

  BisectWords(Messages messages) {
    this.messages = messages;
  }

  /** The one sentence that matters now. */
  String headline(Guide guide) {
    String subject = guide.subject();
    return switch (guide.step()) {
      case Step.Answer _ -> messages.get("bisect.answer", subject);
      case Step.Restart _ -> messages.get("bisect.restart", subject);
      case Step.Try _ -> messages.get("bisect.try", subject);
      case Step.Over _ -> {
        Known known = guide.known();
        List<Checksum> suspects = known.search().suspects();
        yield suspects.size() == 1
            ? messages.get("bisect.found", known.name(suspects.getFirst()))
            : messages.get("bisect.suspects", suspects.size());
      }
    };
  }

  /** What it means, or what to do. */
  String explanation(Guide guide) {
    return switch (guide.step()) {
      case Step.Answer _ -> messages.get("bisect.answer.text");
      case Step.Restart _ -> messages.get("bisect.restart.text");
      case Step.Try _ -> messages.get("bisect.try.text");
      case Step.Over _ -> {
        Known known = guide.known();
        List<Checksum> suspects = known.search().suspects();
        yield suspects.size() == 1
            ? messages.get("bisect.found.text", known.name(known.search().good()))
            : messages.get(
                "bisect.suspects.text", names(known, suspects), known.name(known.search().good()));
      }
    };
  }

  /** How far it is. */
  String left(Bisection search) {
    return search.untried() == 1
        ? messages.get("bisect.left.one")
        : messages.get("bisect.left", search.untried(), search.tries());
  }

  /** What was found out so far. */
  List<String> marks(Known known) {
    Bisection search = known.search();
    List<String> lines = new ArrayList<>();
    lines.add(messages.get("bisect.works", known.name(search.good())));
    lines.add(messages.get("bisect.broken", known.name(search.bad())));
    if (!search.skipped().isEmpty()) {
      lines.add(messages.get("bisect.skipped", names(known, search.skipped())));
    }
    return lines;
  }

  private String names(Known known, List<Checksum> commits) {
    String named =
        commits.stream()
            .limit(Known.NAMED)
            .map(known::name)
            .collect(Collectors.joining(messages.get("bisect.comma")));
    return commits.size() > Known.NAMED
        ? messages.get("bisect.more", named, commits.size() - Known.NAMED)
        : named;
  }

  /** What was said of a version before there is a search, and what is missing. */
  String marked(Marked marked) {
    return messages.get(
        marked.verdict() == Verdict.GOOD ? "bisect.marked.good" : "bisect.marked.bad",
        marked.name());
  }

  /** A line for each package that differs, the ones in another version first. */
  List<String> packages(PackageDiff diff) {
    List<String> lines = new ArrayList<>();
    for (List<PackageDiff.Change> changes : List.of(diff.upgraded(), diff.downgraded())) {
      for (PackageDiff.Change each : changes) {
        lines.add(
            messages.get(
                "bisect.package.changed", safe(each.name()), safe(each.from()), safe(each.to())));
      }
    }
    for (Package each : diff.added()) {
      lines.add(messages.get("bisect.package.added", safe(each.name()), safe(each.version())));
    }
    for (Package each : diff.removed()) {
      lines.add(messages.get("bisect.package.removed", safe(each.name()), safe(each.version())));
    }
    return lines;
  }

  private static String safe(String text) {
    return Sanitizer.line(text);
  }
}
