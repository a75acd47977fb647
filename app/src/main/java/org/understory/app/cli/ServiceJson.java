package org.understory.app.cli;

import org.understory.model.system.ServiceReport;
import org.understory.model.system.ServiceReport.Offer;
import org.understory.store.wire.RecordJson;

/** What the service that updates a system says of itself, as a field of an object. */
final class ServiceJson {
  private ServiceJson() {}

  /** Adds it to the object that is open. */
  static void print(Json json, ServiceReport report) {
    json.name("updater").beginObject().text("stage", RecordJson.name(report.stage()));
    if (report.offer().isPresent()) {
      Offer offer = report.offer().get();
      json.text("checksum", offer.commit().hex())
          .text("refspec", offer.refspec())
          .text("version", offer.version())
          .text("title", offer.title())
          .text("text", offer.text())
          .text("notes", offer.notes())
          .number("downloadBytes", offer.download())
          .number("fetchedBytes", offer.fetched())
          .number("diskBytes", offer.disk())
          .bool("large", offer.large());
    }
    json.text("problem", report.trouble().map(it -> RecordJson.name(it.getClass()))).endObject();
  }
}
