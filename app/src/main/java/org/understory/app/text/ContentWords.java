package org.understory.app.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.understory.model.content.BinaryFacts;
import org.understory.model.content.BinaryFacts.Compressed;
import org.understory.model.content.BinaryFacts.Elf;
import org.understory.model.content.BinaryFacts.Image;
import org.understory.model.content.BinaryFacts.Kernel;
import org.understory.model.content.BinaryFacts.Other;
import org.understory.model.content.TextContent.LineEnds;
import org.understory.model.text.Sanitizer;
import org.understory.resources.Messages;

/** Says what is in a file that is not text; what is quoted from it is made safe here. */
public final class ContentWords {
  private final Messages messages;
  private final SizeText sizes;

  /** Words out of {@code messages}, which hold the bundle {@code common}. */
  public ContentWords(Messages messages) {
    this.messages = messages;
    this.sizes = new SizeText(messages);
  }

  /** In a line; {@code size} in bytes. */
  public String line(BinaryFacts facts, long size) {
    List<String> parts = new ArrayList<>(parts(facts));
    parts.add(sizes.brief(size));
    return String.join(messages.get("content.separator"), parts);
  }

  /** What lines of a text end with. */
  public String ends(LineEnds ends) {
    return switch (ends) {
      case NONE -> messages.get("content.ends.none");
      case LF -> messages.get("content.ends.lf");
      case CR_LF -> messages.get("content.ends.crlf");
      case MIXED -> messages.get("content.ends.mixed");
    };
  }

  private List<String> parts(BinaryFacts facts) {
    return switch (facts) {
      case Elf elf -> elf(elf);
      case Compressed compressed -> {
        List<String> parts = new ArrayList<>();
        parts.add(messages.get("content.compressed", compressed.format().title()));
        compressed
            .unpacked()
            .ifPresent(size -> parts.add(messages.get("content.unpacked", sizes.brief(size))));
        yield parts;
      }
      case Image image ->
          image.width() == 0 || image.height() == 0
              ? List.of(messages.get("content.image", image.format().name()))
              : List.of(
                  messages.get("content.image", image.format().name()),
                  image.width() + "\u00a0\u00d7\u00a0" + image.height());
      case Kernel kernel -> List.of(messages.get("content.kernel", safe(kernel.version())));
      case Other other ->
          List.of(other.type().map(this::type).orElseGet(() -> messages.get("content.binary")));
    };
  }

  private List<String> elf(Elf elf) {
    List<String> parts = new ArrayList<>();
    parts.add(
        messages.get(
            switch (elf.type()) {
              case EXECUTABLE -> "content.elf.executable";
              case RELOCATABLE -> "content.elf.relocatable";
              case CORE -> "content.elf.core";
              case OTHER -> "content.elf";
              case SHARED ->
                  elf.interpreter().isPresent() ? "content.elf.executable" : "content.elf.shared";
            }));
    parts.add(safe(elf.machine()));
    elf.version().ifPresent(it -> parts.add(messages.get("content.version", safe(it))));
    elf.buildId().ifPresent(it -> parts.add(messages.get("content.build-id", brief(it))));
    elf.libraries()
        .ifPresent(
            count ->
                parts.add(
                    count == 1
                        ? messages.get("content.library")
                        : messages.get("content.libraries", count)));
    return parts;
  }

  private String type(Other.Type type) {
    return messages.get(
        switch (type) {
          case SQLITE -> "content.type.sqlite";
          case ZIP -> "content.type.zip";
          case AR -> "content.type.ar";
          case CPIO -> "content.type.cpio";
          case SQUASHFS -> "content.type.squashfs";
          case GETTEXT -> "content.type.gettext";
          case TIME_ZONE -> "content.type.time-zone";
          case FONT -> "content.type.font";
          case WEBP -> "content.type.webp";
          case JPEG_XL -> "content.type.jpeg-xl";
        });
  }

  /** Two build IDs that differ do so in their first digits. */
  private static String brief(String buildId) {
    return buildId.substring(0, Math.min(12, buildId.length()));
  }

  private static String safe(String text) {
    return Sanitizer.line(text);
  }

  /** Both sides in a line: what is the same on both is said once. */
  public String change(
      Optional<BinaryFacts> before, long sizeBefore, Optional<BinaryFacts> after, long sizeAfter) {
    Optional<String> older = before.map(it -> line(it, sizeBefore));
    Optional<String> newer = after.map(it -> line(it, sizeAfter));
    return older.isPresent() && newer.isPresent() && !older.equals(newer)
        ? older.get() + " \u2192 " + newer.get()
        : older.or(() -> newer).orElse("");
  }
}
