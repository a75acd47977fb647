package org.understory.app.system;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.understory.app.system.News.Kind;
import org.understory.app.text.ProblemText;
import org.understory.app.text.ServiceText;
import org.understory.app.text.SizeText;
import org.understory.model.operation.Problem;
import org.understory.model.plan.Operation;
import org.understory.model.system.ServiceReport;
import org.understory.model.system.ServiceReport.Offer;
import org.understory.model.system.ServiceReport.Stage;
import org.understory.model.system.SystemSnapshot;
import org.understory.model.text.Sanitizer;
import org.understory.resources.Messages;

/** Words for what the service that updates a system has found by itself. */
final class OfferNews {
  /** Lines of what a publisher says about a version; the rest is on its page, if anywhere. */
  private static final int MAX_LINES = 6;

  private final Messages messages;

  OfferNews(Messages messages) {
    this.messages = messages;
  }

  /** Empty where it waits for nobody: what starts next is told elsewhere. */
  Optional<News> news(Optional<ServiceReport> report, SystemSnapshot now) {
    return report.flatMap(
        it ->
            switch (it.stage()) {
              case FOUND, DOWNLOADED -> it.offer().map(offer -> offered(it.stage(), offer, now));
              case FAILED -> it.trouble().map(this::stopped);
              case IDLE, LOOKING, DOWNLOADING, DEPLOYING, DEPLOYED -> Optional.empty();
            });
  }

  private News offered(Stage stage, Offer offer, SystemSnapshot now) {
    List<String> lines = new ArrayList<>();
    ServiceText.title(offer).ifPresent(lines::add);
    offer.text().lines().limit(MAX_LINES).map(Sanitizer::line).forEach(lines::add);
    lines.removeIf(String::isBlank);
    if (stage == Stage.DOWNLOADED) {
      lines.add(messages.get("system.offer.here"));
    } else if (offer.download().isPresent()) {
      String size = new SizeText(messages).brief(offer.download().getAsLong());
      lines.add(messages.get("system.offer.download", size));
    }
    offer
        .notes()
        .ifPresent(page -> lines.add(messages.get("system.offer.notes", Sanitizer.line(page))));
    return new News(
        Kind.OFFERED,
        messages.get(
            offer.large() ? "system.offer.large" : "system.offer", ServiceText.name(offer)),
        String.join("\n", lines),
        Optional.of(new Operation.Upgrade(now.os(), offer.commit())),
        "offer-" + offer.commit().hex());
  }

  private News stopped(Problem why) {
    String text = new ProblemText(messages).sentence(why);
    return new News(
        Kind.STOPPED,
        messages.get("system.stopped"),
        text,
        Optional.empty(),
        "stopped-" + Integer.toHexString(text.hashCode()));
  }
}
