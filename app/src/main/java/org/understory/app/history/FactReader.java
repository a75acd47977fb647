package org.understory.app.history;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.understory.app.history.CommitFacts.Fact;
import org.understory.app.history.CommitFacts.Notice;
import org.understory.app.history.CommitFacts.RawValue;
import org.understory.app.text.ImageText;
import org.understory.model.history.Checksum;
import org.understory.model.history.Commit;
import org.understory.model.history.CommitDetails;
import org.understory.model.history.Variant;
import org.understory.model.history.VariantText;
import org.understory.model.operation.StoreException;
import org.understory.model.text.Sanitizer;
import org.understory.resources.Messages;
import org.understory.store.container.ImageReader;

/** Puts a commit into words. The keys are those of ostree-core.h, rpm-ostree and ostree-ext. */
final class FactReader {
  /** Longer metadata values are cut, in characters. */
  static final int VALUE_LIMIT = 20_000;

  private static final int FACT_LIMIT = 400;
  private static final int PACKAGE_LIMIT = 100_000;

  /** Keys that get a friendly name, and the message that gives it. */
  private static final List<Known> KNOWN =
      List.of(
          new Known("ostree.source-title", "source"),
          new Known("ostree.architecture", "architecture"),
          new Known("ostree.linux", "linux"),
          new Known("ostree.ref-binding", "refs"),
          new Known("ostree.collection-binding", "collection"),
          new Known("ostree.bootable", "bootable"),
          new Known("ostree.manifest-digest", "manifest"),
          new Known("rpmostree.packages", "layered"),
          new Known("rpmostree.removed-base-packages", "removed"),
          new Known("rpmostree.replaced-base-packages", "replaced"),
          new Known("rpmostree.inputhash", "inputhash"));

  private record Known(String key, String message) {}

  private final Messages messages;
  private final ImageText images;
  private final DateTimeFormatter dates;

  FactReader(Messages messages, ZoneId zone) {
    this.messages = messages;
    this.images = new ImageText(messages);
    this.dates =
        DateTimeFormatter.ofLocalizedDateTime(FormatStyle.FULL, FormatStyle.SHORT)
            .withLocale(messages.locale())
            .withZone(zone);
  }

  /**
   * All of it; the work for a long package list is done here, so never on the thread that draws.
   */
  CommitFacts read(CommitDetails details, List<Badge> badges) {
    Commit commit = details.commit();
    List<RawValue> raw = new ArrayList<>();
    details.metadata().forEach((key, value) -> raw.add(raw(key, value, false)));
    details.detachedMetadata().forEach((key, value) -> raw.add(raw(key, value, true)));
    details
        .related()
        .forEach(
            (name, checksum) -> raw.add(new RawValue(Sanitizer.line(name), checksum.hex(), false)));
    return new CommitFacts(
        commit,
        commit.subject().isBlank()
            ? messages.get("history.no.subject")
            : Sanitizer.line(commit.subject()),
        Sanitizer.block(commit.body()).strip(),
        dates.format(Instant.ofEpochSecond(commit.timestamp())),
        badges,
        notices(details),
        facts(details),
        packages(details.metadata().get("rpmostree.rpmdb.pkglist")),
        raw);
  }

  private static RawValue raw(String key, Variant value, boolean detached) {
    String text = VariantText.of(unboxed(value), VALUE_LIMIT);
    return new RawValue(Sanitizer.line(key), Sanitizer.line(text), detached);
  }

  private List<Notice> notices(CommitDetails details) {
    List<Notice> notices = new ArrayList<>();
    text(details.metadata(), "ostree.endoflife")
        .ifPresent(
            reason -> notices.add(new Notice(true, messages.get("history.notice.eol", reason))));
    text(details.metadata(), "ostree.endoflife-rebase")
        .ifPresent(
            target ->
                notices.add(new Notice(true, messages.get("history.notice.eol.rebase", target))));
    if (details.partial()) {
      notices.add(new Notice(false, messages.get("history.notice.partial")));
    }
    switch (details.commit().kind()) {
      case LAYERED -> notices.add(new Notice(false, messages.get("history.notice.layered")));
      case CONTAINER -> notices.add(new Notice(false, messages.get("history.notice.container")));
      case RELEASE -> {}
    }
    return notices;
  }

  private List<Fact> facts(CommitDetails details) {
    Commit commit = details.commit();
    List<Fact> facts = new ArrayList<>();
    commit.version().ifPresent(version -> facts.add(fact("version", Sanitizer.line(version))));
    commit
        .parent()
        .ifPresent(
            parent -> {
              String key = commit.kind() == Commit.Kind.RELEASE ? "parent" : "base";
              facts.add(link(key, parent));
            });
    images(details).forEach(facts::add);
    for (Known known : KNOWN) {
      text(details.metadata(), known.key).ifPresent(value -> facts.add(fact(known.message, value)));
    }
    return facts;
  }

  /** The layers of its image, and what was found in place of it; of a damaged one nothing. */
  private List<Fact> images(CommitDetails details) {
    List<Fact> facts = new ArrayList<>();
    try {
      ImageReader.of(details).ifPresent(it -> facts.add(fact("layers", images.layers(it))));
      ImageReader.found(details).ifPresent(it -> facts.add(fact("found", images.found(it))));
    } catch (StoreException damaged) {
      facts.add(fact("layers", messages.get("history.layers.damaged")));
    }
    return facts;
  }

  private String name(String fact) {
    return messages.get("history.fact." + fact);
  }

  private Fact fact(String key, String value) {
    return new Fact(name(key), value, name(key + ".tip"), Optional.empty());
  }

  private Fact link(String key, Checksum commit) {
    return new Fact(name(key), commit.brief(), name(key + ".tip"), Optional.of(commit));
  }

  private Optional<String> text(Map<String, Variant> metadata, String key) {
    return Optional.ofNullable(metadata.get(key))
        .map(FactReader::unboxed)
        .map(
            value ->
                switch (value) {
                  case Variant.Bool(boolean yes) ->
                      messages.get(yes ? "history.value.yes" : "history.value.no");
                  case Variant.Array(List<Variant> items)
                      when items.stream().allMatch(item -> item instanceof Variant.Text) ->
                      texts(items);
                  default -> Sanitizer.line(VariantText.of(value, FACT_LIMIT));
                })
        .filter(text -> !text.isEmpty());
  }

  private static String texts(List<Variant> items) {
    StringBuilder out = new StringBuilder();
    for (Variant item : items) {
      if (out.length() > FACT_LIMIT) {
        return out.append(", …").toString();
      }
      out.append(out.isEmpty() ? "" : ", ");
      out.append(Sanitizer.line(VariantText.of(item, FACT_LIMIT)));
    }
    return out.toString();
  }

  /** {@code a(sssss)}: name, epoch, version, release, architecture. */
  private static List<String> packages(@Nullable Variant list) {
    List<String> packages = new ArrayList<>();
    if (list != null && unboxed(list) instanceof Variant.Array(List<Variant> items)) {
      for (Variant item : items) {
        if (packages.size() == PACKAGE_LIMIT) {
          break;
        }
        if (item instanceof Variant.Tuple(List<Variant> parts) && parts.size() == 5) {
          packages.add(Sanitizer.line(nevra(parts)));
        }
      }
    }
    return packages;
  }

  private static String nevra(List<Variant> parts) {
    List<String> texts = parts.stream().map(part -> VariantText.of(part, FACT_LIMIT)).toList();
    String epoch = texts.get(1).isEmpty() || texts.get(1).equals("0") ? "" : texts.get(1) + ":";
    return texts.get(0) + "  " + epoch + texts.get(2) + "-" + texts.get(3) + "." + texts.get(4);
  }

  private static Variant unboxed(Variant value) {
    Variant inner = value;
    while (inner instanceof Variant.Boxed(Variant content)) {
      inner = content;
    }
    return inner;
  }
}
