package org.understory.store.sysroot;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.understory.model.config.ConfigNode;
import org.understory.model.content.Sample;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;

/** One {@code /etc}: that of a deployment on disk, or the default that a commit brings. */
interface EtcTree {
  /** What a path of it begins with. */
  String NAME = "/etc";

  /** Entries of one; real ones have a few thousand. */
  int MAX_ENTRIES = 500_000;

  /** The folder itself with all that is in it. */
  ConfigNode root();

  /** The content of a regular file at a path relative to {@link #root}. */
  InputStream open(String path) throws IOException, StoreException;

  /** The object that holds the file at this path; empty where files are no objects. */
  Optional<Checksum> object(String path);

  /** The beginning of a file, or all of it. */
  static Sample sample(InputStream content) throws IOException {
    byte[] bytes = content.readNBytes(Sample.LIMIT);
    return new Sample(bytes, bytes.length < Sample.LIMIT || content.read() < 0);
  }

  /** Where a link points. */
  static Sample sample(String target) {
    return new Sample(target.getBytes(StandardCharsets.UTF_8), true);
  }

  /** What could not be read, for other reasons than missing permission. */
  List<Problem> problems();
}
