package org.understory.store.remote;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.remote.Remote;
import org.understory.store.repo.FetchTarget;
import org.understory.store.repo.ObjectSource;

/**
 * The server of one remote, or several that mirror each other, as an archive repository. Of what it
 * gives the size is verified here, and what the target can tell.
 */
final class RemoteServer implements ObjectSource, AutoCloseable {
  /** Bytes of a summary; that of the largest public repository has ten million. */
  static final int MAX_SUMMARY = 32 << 20;

  private static final Logger LOG = LoggerFactory.getLogger(RemoteServer.class);

  private static final int MAX_REF = 4096;

  /** Bytes of the index of static deltas to one commit: some two hundred for each. */
  private static final int MAX_INDEX = 1 << 20;

  private final Remote remote;
  private final Transport transport;
  private final Mirrors mirrors;

  /** Asks nothing yet. */
  RemoteServer(Remote remote, String agent, Limits limits, Cancellation cancellation)
      throws StoreException {
    if (remote.access().unconfigured().isPresent()) {
      throw new StoreException(
          new Problem.UnsupportedRemote(remote.name(), remote.access().unconfigured().get()));
    }
    if (remote.address().url().isEmpty() && remote.address().metalink().isEmpty()) {
      throw new StoreException(new Problem.UnsupportedRemote(remote.name(), "url"));
    }
    this.remote = remote;
    this.transport = new Transport(remote, agent, limits, cancellation);
    this.mirrors = new Mirrors(remote, transport);
  }

  /** The list of branches; empty where it has none. */
  Optional<byte[]> summary() throws StoreException {
    return remote.address().metalink().isPresent()
        ? Optional.of(mirrors.summary())
        : small("summary", MAX_SUMMARY);
  }

  /** The signatures of {@link #summary}. */
  Optional<byte[]> summarySignatures() throws StoreException {
    return small("summary.sig", MAX_SUMMARY);
  }

  /** The newest commit of a branch as its own file says it, without the summary. */
  Optional<Checksum> branch(String name) throws StoreException {
    String path = "refs/heads/" + name;
    Optional<byte[]> bytes = small(path, MAX_REF);
    if (bytes.isEmpty()) {
      return Optional.empty();
    }
    Optional<Checksum> checksum =
        Checksum.parse(new String(bytes.get(), StandardCharsets.ISO_8859_1).stripTrailing());
    if (checksum.isEmpty()) {
      throw damaged(path);
    }
    return checksum;
  }

  /** Which static deltas lead to a commit; empty where it does not say. */
  Optional<byte[]> deltaIndex(Checksum to) throws StoreException {
    return small(DeltaList.index(to), MAX_INDEX);
  }

  /** The superblock of a static delta, for whoever asks for any object. */
  ObjectSource superblock(Optional<Checksum> from, Checksum to) {
    String path = DeltaList.folder(from, to) + "/superblock";
    return new ObjectSource() {
      @Override
      public boolean fetch(Checksum sum, String suffix, long limit, FetchTarget target)
          throws IOException, StoreException {
        return get(path, uri -> right(uri, limit, target));
      }

      @Override
      public Optional<byte[]> start(Checksum sum, String suffix, int count) {
        return Optional.empty();
      }
    };
  }

  @Override
  public boolean fetch(Checksum checksum, String suffix, long limit, FetchTarget target)
      throws IOException, StoreException {
    return get(path(checksum, suffix), uri -> right(uri, limit, target));
  }

  @Override
  public Optional<byte[]> start(Checksum checksum, String suffix, int count) throws StoreException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(count);
    return inMemory(
        path(checksum, suffix), bytes, uri -> transport.start(uri, count, FetchTarget.of(bytes)));
  }

  private boolean right(URI uri, long limit, FetchTarget target)
      throws IOException, StoreException {
    boolean there = transport.get(uri, limit, target);
    if (there && !target.isRight()) {
      throw damaged(uri.toString());
    }
    return there;
  }

  /** What is said of a file that is not what it should be. */
  StoreException damaged(String file) {
    return new StoreException(new Problem.DamagedDownload(remote.name(), file));
  }

  private Optional<byte[]> small(String path, int limit) throws StoreException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    return inMemory(path, bytes, uri -> transport.get(uri, limit, FetchTarget.of(bytes)));
  }

  private Optional<byte[]> inMemory(String path, ByteArrayOutputStream bytes, Request request)
      throws StoreException {
    try {
      return get(path, request) ? Optional.of(bytes.toByteArray()) : Optional.empty();
    } catch (IOException e) {
      throw new IllegalStateException("memory can be written to", e);
    }
  }

  private static String path(Checksum checksum, String suffix) {
    String hex = checksum.hex();
    return "objects/" + hex.substring(0, 2) + "/" + hex.substring(2) + "." + suffix;
  }

  /** Asks one server. */
  private interface Request {
    boolean of(URI uri) throws IOException, StoreException;
  }

  /**
   * Asks one mirror after the other until one has it. Unlike libostree it goes on after one whose
   * file is damaged as well: who only wants to look is not to wait until somebody mends a mirror.
   */
  private boolean get(String path, Request request) throws IOException, StoreException {
    List<String> all = mirrors.of(path);
    Optional<StoreException> trouble = Optional.empty();
    for (String mirror : all) {
      try {
        if (request.of(transport.uri(mirror + "/" + path))) {
          return true;
        }
      } catch (StoreException e) {
        boolean its =
            e.problem() instanceof Problem.ServerFailed
                || e.problem() instanceof Problem.DamagedDownload;
        if (!its || all.size() == 1) {
          throw e;
        }
        LOG.debug("another mirror is asked", e);
        trouble = Optional.of(e);
      }
    }
    if (trouble.isPresent()) {
      throw trouble.get();
    }
    return false;
  }

  @Override
  public void close() {
    transport.close();
  }
}
