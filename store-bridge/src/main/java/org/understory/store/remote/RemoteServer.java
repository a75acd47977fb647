package org.understory.store.remote;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.Problem;
import org.understory.model.operation.Problem.ServerFault;
import org.understory.model.operation.StoreException;
import org.understory.model.remote.Remote;
import org.understory.store.repo.ObjectSource;

/**
 * The server of one remote, or several that mirror each other, as an archive repository. Nothing
 * that it gives is verified here but its size.
 */
final class RemoteServer implements ObjectSource, AutoCloseable {
  /** Bytes of a summary; that of the largest public repository has ten million. */
  private static final int MAX_SUMMARY = 32 << 20;

  private static final int MAX_REF = 4096;
  private static final int MAX_MIRRORS_TEXT = 64 << 10;
  private static final int MAX_MIRRORS = 16;
  private static final String MIRRORLIST = "mirrorlist=";

  private final Remote remote;
  private final Transport transport;
  private Optional<List<String>> metadata = Optional.empty();
  private Optional<List<String>> content = Optional.empty();

  /** Asks nothing yet. */
  RemoteServer(Remote remote, String agent, Limits limits, Cancellation cancellation)
      throws StoreException {
    if (remote.access().unconfigured().isPresent()) {
      throw new StoreException(
          new Problem.UnsupportedRemote(remote.name(), remote.access().unconfigured().get()));
    }
    if (remote.address().url().isEmpty()) {
      String setting = remote.address().metalink().isPresent() ? "metalink" : "url";
      throw new StoreException(new Problem.UnsupportedRemote(remote.name(), setting));
    }
    this.remote = remote;
    this.transport = new Transport(remote, agent, limits, cancellation);
  }

  /** The list of branches; empty where it has none. */
  Optional<byte[]> summary() throws StoreException {
    return small("summary", MAX_SUMMARY);
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

  @Override
  public boolean fetch(Checksum checksum, String suffix, long limit, OutputStream target)
      throws IOException, StoreException {
    return get(path(checksum, suffix), uri -> transport.get(uri, limit, target));
  }

  @Override
  public Optional<byte[]> start(Checksum checksum, String suffix, int count) throws StoreException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(count);
    return inMemory(path(checksum, suffix), bytes, uri -> transport.start(uri, count, bytes));
  }

  @Override
  public StoreException damaged(String object) {
    return new StoreException(new Problem.DamagedDownload(remote.name(), object));
  }

  private Optional<byte[]> small(String path, int limit) throws StoreException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    return inMemory(path, bytes, uri -> transport.get(uri, limit, bytes));
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

  /** Asks one mirror after the other until one has it. */
  private boolean get(String path, Request request) throws IOException, StoreException {
    List<String> mirrors = mirrors(path);
    Optional<StoreException> trouble = Optional.empty();
    for (String mirror : mirrors) {
      try {
        if (request.of(uri(mirror + "/" + path))) {
          return true;
        }
      } catch (StoreException e) {
        if (!(e.problem() instanceof Problem.ServerFailed) || mirrors.size() == 1) {
          throw e;
        }
        trouble = Optional.of(e);
      }
    }
    if (trouble.isPresent()) {
      throw trouble.get();
    }
    return false;
  }

  /** {@code contenturl} is for objects, but not for signatures (start_fetch). */
  private synchronized List<String> mirrors(String path) throws IOException, StoreException {
    Optional<String> apart = remote.address().content().filter(url -> !url.isEmpty());
    if (apart.isPresent() && path.startsWith("objects/") && !path.endsWith(".commitmeta")) {
      if (content.isEmpty()) {
        content = Optional.of(mirrorsAt(apart.get()));
      }
      return content.get();
    }
    if (metadata.isEmpty()) {
      metadata = Optional.of(mirrorsAt(remote.address().url().orElseThrow()));
    }
    return metadata.get();
  }

  private List<String> mirrorsAt(String address) throws IOException, StoreException {
    if (!address.startsWith(MIRRORLIST)) {
      return List.of(withoutSlash(address));
    }
    String list = address.substring(MIRRORLIST.length());
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    if (!transport.get(uri(list), MAX_MIRRORS_TEXT, text)) {
      throw transport.failed(list, ServerFault.STATUS, "404");
    }
    List<String> mirrors =
        mirrors(text.toString(StandardCharsets.UTF_8), list.startsWith("https://"));
    if (mirrors.isEmpty()) {
      throw damaged(list);
    }
    return mirrors;
  }

  /**
   * The addresses of a list of mirrors, one in a line.
   *
   * @param secure whether the list came encrypted; then only such mirrors count
   */
  static List<String> mirrors(String text, boolean secure) {
    return text.lines()
        .map(String::strip)
        .filter(it -> it.startsWith("https://") || (it.startsWith("http://") && !secure))
        .map(RemoteServer::withoutSlash)
        .limit(MAX_MIRRORS)
        .toList();
  }

  private static String withoutSlash(String address) {
    int end = address.length();
    while (end > 0 && address.charAt(end - 1) == '/') {
      end--;
    }
    return address.substring(0, end);
  }

  private URI uri(String address) throws StoreException {
    try {
      URI uri = URI.create(URI.create(address).toASCIIString());
      boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      if ((web && uri.getHost() != null) || ("file".equals(uri.getScheme()) && isPath(uri))) {
        return uri;
      }
    } catch (IllegalArgumentException e) {
      // said below
    }
    throw transport.failed(address, ServerFault.BAD_ADDRESS, "");
  }

  private static boolean isPath(URI uri) {
    return uri.getRawAuthority() == null
        && uri.getRawPath() != null
        && uri.getRawQuery() == null
        && uri.getRawFragment() == null;
  }

  @Override
  public void close() {
    transport.close();
  }
}
