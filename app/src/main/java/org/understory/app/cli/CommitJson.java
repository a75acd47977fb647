package org.understory.app.cli;

import org.understory.model.history.Checksum;
import org.understory.model.history.Commit;

/** The fields of a commit that {@code log} and {@code show} share. */
record CommitJson(Json json, Badges badges) {
  /** Writes the commit as an object. */
  void object(Commit commit) {
    json.beginObject();
    fields(commit);
    json.endObject();
  }

  /** Writes the fields into the object that is open. */
  void fields(Commit commit) {
    json.text("checksum", commit.checksum().hex())
        .text("parent", commit.parent().map(Checksum::hex))
        .text("subject", commit.subject())
        .text("body", commit.body())
        .number("timestamp", commit.timestamp())
        .text("version", commit.version())
        .texts("refs", badges.refs(commit.checksum()))
        .texts("deployments", badges.deployments(commit.checksum()));
  }
}
