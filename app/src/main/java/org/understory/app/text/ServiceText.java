package org.understory.app.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.understory.model.system.ServiceReport;
import org.understory.model.system.ServiceReport.Offer;
import org.understory.model.system.UpdateService;
import org.understory.model.text.Sanitizer;
import org.understory.resources.Messages;

/** Says whose business updates are, and what whoever that is has found or done by itself. */
public final class ServiceText {
  private final Messages messages;

  /** Words out of {@code messages}, which hold the bundles {@code common} and {@code problems}. */
  public ServiceText(Messages messages) {
    this.messages = messages;
  }

  /** Who brings new versions; empty where that is this program's own way. */
  public Optional<String> leader(UpdateService service) {
    return switch (service) {
      case LIBOSTREE -> Optional.empty();
      case RPM_OSTREE -> Optional.of(messages.get("service.rpm-ostree"));
      case ENDLESS -> Optional.of(messages.get("service.endless"));
      case BOOTC -> Optional.of(messages.get("service.bootc"));
    };
  }

  /** Who brings new versions, how far that is and what was found, a line each, safe to show. */
  public List<String> told(UpdateService service, Optional<ServiceReport> report) {
    List<String> lines = new ArrayList<>();
    leader(service).ifPresent(lines::add);
    report.flatMap(this::progress).ifPresent(lines::add);
    report
        .flatMap(ServiceReport::offer)
        .ifPresent(
            offer -> {
              title(offer).ifPresent(title -> lines.add("  " + title));
              offer.notes().ifPresent(notes -> lines.add("  " + Sanitizer.line(notes)));
            });
    return lines;
  }

  /** How far it is, safe to show; empty where there is nothing to tell. */
  public Optional<String> progress(ServiceReport report) {
    String version = report.offer().map(ServiceText::name).orElse("");
    return switch (report.stage()) {
      case IDLE -> Optional.empty();
      case LOOKING -> Optional.of(messages.get("service.stage.looking"));
      case FOUND -> Optional.of(messages.get("service.stage.found", version, size(report)));
      case DOWNLOADING -> Optional.of(messages.get("service.stage.downloading", version));
      case DOWNLOADED -> Optional.of(messages.get("service.stage.downloaded", version));
      case DEPLOYING -> Optional.of(messages.get("service.stage.deploying", version));
      case DEPLOYED -> Optional.of(messages.get("service.stage.deployed", version));
      case FAILED -> report.trouble().map(new ProblemText(messages)::sentence);
    };
  }

  /** What its publisher says about it in one line, safe to show; empty where that is nothing. */
  public static Optional<String> title(Offer offer) {
    return Optional.of(Sanitizer.line(offer.title())).filter(text -> !text.isBlank());
  }

  /** Its version, or what names it where there is none. */
  public static String name(Offer offer) {
    return offer.version().map(Sanitizer::line).orElseGet(() -> offer.commit().brief());
  }

  private String size(ServiceReport report) {
    return report
        .offer()
        .filter(offer -> offer.download().isPresent())
        .map(offer -> new SizeText(messages).brief(offer.download().getAsLong()))
        .map(text -> messages.get("service.stage.size", text))
        .orElse("");
  }
}
