package org.understory.test.oracle;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HexFormat;
import java.util.Map;
import org.understory.model.history.Checksum;
import org.understory.model.history.Commit;
import org.understory.model.history.CommitDetails;
import org.understory.model.history.Ref;
import org.understory.model.history.Variant;
import org.understory.model.operation.StoreException;
import org.understory.model.tree.TreeEntry;
import org.understory.store.repo.Repository;
import org.understory.test.kit.Canonical;

/** All that the reader sees of a repository, in the shape of {@code dump.py}. */
final class RepositoryView {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Repository repository;

  private RepositoryView(Repository repository) {
    this.repository = repository;
  }

  static ObjectNode of(Repository repository, Collection<Checksum> commits) throws StoreException {
    RepositoryView view = new RepositoryView(repository);
    ObjectNode document = JSON.createObjectNode();
    ObjectNode refs = document.putObject("refs");
    for (Ref ref : repository.refs()) {
      refs.put(ref.refspec(), ref.checksum().hex());
    }
    ObjectNode all = document.putObject("commits");
    commits.forEach(commit -> all.set(commit.hex(), view.commit(commit)));
    return document;
  }

  private ObjectNode commit(Checksum checksum) {
    ObjectNode node = JSON.createObjectNode();
    CommitDetails details;
    try {
      details = repository.details(checksum);
    } catch (StoreException e) {
      return node.put("error", true);
    }
    Commit commit = details.commit();
    node.put("parent", commit.parent().map(Checksum::hex).orElse(""));
    node.put("subject", commit.subject());
    node.put("body", commit.body());
    node.put("timestamp", commit.timestamp());
    node.put("rootTree", commit.rootTree().hex());
    node.put("rootMeta", commit.rootMeta().hex());
    node.put("partial", details.partial());
    dictionary(node.putObject("metadata"), details.metadata());
    dictionary(node.putObject("detached"), details.detachedMetadata());
    tree(node.putArray("tree"), checksum);
    return node;
  }

  private static void dictionary(ObjectNode node, Map<String, Variant> values) {
    values.forEach((key, value) -> node.put(key, Canonical.of(value)));
  }

  private void tree(ArrayNode tree, Checksum commit) {
    Deque<String> waiting = new ArrayDeque<>();
    waiting.add("/");
    tree.add(entry(commit, "/"));
    while (!waiting.isEmpty()) {
      String folder = waiting.remove();
      try {
        for (TreeEntry child : repository.list(commit, folder)) {
          tree.add(entry(commit, child.path()));
          if (child.kind() == TreeEntry.Kind.DIRECTORY) {
            waiting.add(child.path());
          }
        }
      } catch (StoreException e) {
        tree.addObject().put("path", folder).put("unlistable", true);
      }
    }
  }

  private ObjectNode entry(Checksum commit, String path) {
    ObjectNode node = JSON.createObjectNode().put("path", path);
    try {
      TreeEntry entry = repository.entry(commit, path);
      node.put("mode", entry.mode());
      node.put("uid", entry.uid());
      node.put("gid", entry.gid());
      node.put("size", entry.size());
      node.put("checksum", entry.checksum().hex());
      entry.metaChecksum().ifPresent(meta -> node.put("meta", meta.hex()));
      entry.target().ifPresent(target -> node.put("target", target));
      ArrayNode xattrs = node.putArray("xattrs");
      entry.xattrs().forEach(x -> xattrs.addArray().add(x.name()).add(Canonical.hex(x.value())));
      if (entry.kind() != TreeEntry.Kind.DIRECTORY) {
        String sha256 = sha256(entry.checksum());
        if (entry.kind() == TreeEntry.Kind.FILE) {
          node.put("sha256", sha256);
        }
      }
      return node;
    } catch (StoreException e) {
      return JSON.createObjectNode().put("path", path).put("error", true);
    }
  }

  private String sha256(Checksum file) throws StoreException {
    try (InputStream in = repository.content(file)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(in.readAllBytes());
      return HexFormat.of().formatHex(digest.digest());
    } catch (IOException | NoSuchAlgorithmException e) {
      throw new AssertionError(file.hex(), e);
    }
  }
}
