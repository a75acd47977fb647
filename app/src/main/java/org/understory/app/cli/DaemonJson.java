package org.understory.app.cli;

import org.understory.model.history.Checksum;
import org.understory.model.packages.Advisory;
import org.understory.model.packages.LayerRequests;
import org.understory.model.packages.Package;
import org.understory.model.packages.PackageDiff;
import org.understory.model.rpmostree.CachedUpdate;
import org.understory.model.rpmostree.DaemonReport;
import org.understory.model.rpmostree.DeploymentReport;
import org.understory.model.rpmostree.DeploymentReport.Base;
import org.understory.model.rpmostree.DeploymentReport.Live;
import org.understory.model.rpmostree.UpdateDriver;
import org.understory.store.wire.RecordJson;

/** What the daemon of rpm-ostree tells, as JSON. */
record DaemonJson(Json json) {
  /** Of the system, as an object. */
  void system(DaemonReport report) {
    json.beginObject().text("policy", RecordJson.name(report.policy())).name("driver");
    report.driver().ifPresentOrElse(this::driver, json::absent);
    json.name("update");
    report.update().ifPresentOrElse(this::update, json::absent);
    json.texts("unreadable", report.unreadable()).endObject();
  }

  private void driver(UpdateDriver driver) {
    json.beginObject().text("name", driver.name()).text("unit", driver.unit());
    driver.active().ifPresent(active -> json.bool("active", active));
    json.text("status", driver.status()).endObject();
  }

  private void update(CachedUpdate update) {
    json.beginObject()
        .text("checksum", update.checksum().map(Checksum::hex))
        .text("version", update.version())
        .number("timestamp", update.timestamp())
        .text("staged", update.staged());
    update
        .packages()
        .ifPresent(
            it ->
                json.name("packages")
                    .beginObject()
                    .number("upgraded", it.upgraded())
                    .number("downgraded", it.downgraded())
                    .number("added", it.added())
                    .number("removed", it.removed())
                    .endObject());
    json.name("advisories").beginArray();
    for (Advisory each : update.advisories()) {
      json.beginObject()
          .text("id", each.id())
          .text("kind", RecordJson.name(each.kind()))
          .text("severity", RecordJson.name(each.severity()))
          .texts("packages", each.packages())
          .texts("references", each.references())
          .endObject();
    }
    json.endArray();
    update
        .layers()
        .ifPresent(
            it ->
                json.name("layers")
                    .beginObject()
                    .number("added", it.added())
                    .number("download", it.bytes())
                    .number("removed", it.removed())
                    .number("total", it.total())
                    .number("totalBytes", it.totalBytes())
                    .endObject());
    json.endObject();
  }

  /** Of a deployment, as an object. */
  void deployment(DeploymentReport report) {
    json.beginObject();
    requests(report.requests());
    json.texts("layered", report.layering().layered().stream().map(Package::name).toList())
        .texts("inactive", report.layering().inactive())
        .name("removed")
        .beginArray();
    for (Package each : report.layering().removed()) {
      PackagesCommand.fields(json.beginObject(), each);
      json.endObject();
    }
    json.endArray().name("replaced").beginArray();
    for (PackageDiff.Change each : report.layering().overridden()) {
      json.beginObject()
          .text("name", each.name())
          .text("arch", each.arch())
          .text("from", each.from())
          .text("to", each.to())
          .endObject();
    }
    json.endArray().name("base");
    report.base().ifPresentOrElse(this::base, json::absent);
    json.name("pendingBase");
    report.pendingBase().ifPresentOrElse(this::base, json::absent);
    json.name("live");
    report.live().ifPresentOrElse(this::live, json::absent);
    json.text("endOfLife", report.endOfLife())
        .text("remoteError", report.remoteError())
        .endObject();
  }

  private void requests(LayerRequests requests) {
    json.name("requested")
        .beginObject()
        .texts("packages", requests.packages())
        .texts("local", requests.local())
        .texts("removed", requests.removed())
        .texts("replaced", requests.replaced())
        .name("replacedFrom")
        .beginObject();
    requests.replacedFrom().forEach(json::texts);
    json.endObject().endObject();
  }

  private void base(Base base) {
    json.beginObject()
        .text("checksum", base.checksum().hex())
        .text("version", base.version())
        .number("timestamp", base.timestamp())
        .endObject();
  }

  private void live(Live live) {
    json.beginObject()
        .text("replaced", live.replaced().map(Checksum::hex))
        .text("inProgress", live.inProgress().map(Checksum::hex))
        .endObject();
  }
}
