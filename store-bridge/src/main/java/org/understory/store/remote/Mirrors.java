package org.understory.store.remote;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.understory.model.operation.Problem;
import org.understory.model.operation.ServerFault;
import org.understory.model.operation.StoreException;
import org.understory.model.remote.Remote;
import org.understory.store.repo.FetchTarget;

/** Where the files of one remote are to be had, in the order to ask. For use by several threads. */
final class Mirrors {
  private static final int MAX_TEXT = 64 << 10;
  private static final int MAX_METALINK = 1 << 20;
  private static final int MAX_MIRRORS = 16;
  private static final String MIRRORLIST = "mirrorlist=";

  private final Remote remote;
  private final Transport transport;
  private Optional<List<String>> metadata = Optional.empty();
  private Optional<List<String>> content = Optional.empty();

  /** Asks nothing yet. */
  Mirrors(Remote remote, Transport transport) {
    this.remote = remote;
    this.transport = transport;
  }

  /** Addresses of folders, without a slash at the end, that have this file. */
  synchronized List<String> of(String path) throws IOException, StoreException {
    // contenturl is for objects and static deltas, but not for signatures (start_fetch).
    Optional<String> apart = remote.address().content().filter(url -> !url.isEmpty());
    if (apart.isPresent()
        && (path.startsWith("objects/") || path.startsWith("delta"))
        && !path.endsWith(".commitmeta")) {
      if (content.isEmpty()) {
        content = Optional.of(listed(apart.get()));
      }
      return content.get();
    }
    if (metadata.isEmpty() && remote.address().metalink().isPresent()) {
      summary();
    } else if (metadata.isEmpty()) {
      metadata = Optional.of(listed(remote.address().url().orElseThrow()));
    }
    return metadata.orElseThrow();
  }

  /**
   * The summary that the remote's metalink describes, of the first mirror that has just that. This
   * one and those after it are what {@link #of} answers from now on
   * (_ostree_metalink_request_sync).
   *
   * @throws StoreException ServerFailed, or DamagedDownload of a metalink that is none
   */
  synchronized byte[] summary() throws StoreException {
    String address = remote.address().metalink().orElseThrow();
    Metalink metalink =
        Metalink.parse(bytes(address, MAX_METALINK), "summary").orElseThrow(() -> damaged(address));
    List<String> urls = metalink.urls().subList(0, Math.min(metalink.urls().size(), MAX_MIRRORS));
    Optional<StoreException> trouble = Optional.empty();
    for (int i = 0; i < urls.size(); i++) {
      try {
        byte[] summary = bytes(urls.get(i), RemoteServer.MAX_SUMMARY);
        if (metalink.describes(summary)) {
          metadata =
              Optional.of(
                  urls.subList(i, urls.size()).stream()
                      .map(url -> withoutSlash(url.substring(0, url.lastIndexOf('/') + 1)))
                      .toList());
          return summary;
        }
        trouble = Optional.of(damaged(urls.get(i)));
      } catch (StoreException e) {
        if (!(e.problem() instanceof Problem.ServerFailed)) {
          throw e;
        }
        trouble = Optional.of(e);
      }
    }
    throw trouble.orElseThrow();
  }

  private List<String> listed(String address) throws StoreException {
    if (!address.startsWith(MIRRORLIST)) {
      return List.of(withoutSlash(address));
    }
    String list = address.substring(MIRRORLIST.length());
    String text = new String(bytes(list, MAX_TEXT), StandardCharsets.UTF_8);
    List<String> mirrors = parse(text, list.startsWith("https://"));
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
  static List<String> parse(String text, boolean secure) {
    return text.lines()
        .map(String::strip)
        .map(Mirrors::withoutSlash) // before it is looked at: nothing but slashes names no server
        .filter(it -> it.startsWith("https://") || (it.startsWith("http://") && !secure))
        .limit(MAX_MIRRORS)
        .toList();
  }

  private byte[] bytes(String address, int limit) throws StoreException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      if (transport.get(transport.uri(address), limit, FetchTarget.of(bytes))) {
        return bytes.toByteArray();
      }
    } catch (IOException e) {
      throw new IllegalStateException("memory can be written to", e);
    }
    throw transport.failed(address, ServerFault.STATUS, "404");
  }

  private StoreException damaged(String address) {
    return new StoreException(new Problem.DamagedDownload(remote.name(), address));
  }

  private static String withoutSlash(String address) {
    int end = address.length();
    while (end > 0 && address.charAt(end - 1) == '/') {
      end--;
    }
    return address.substring(0, end);
  }
}
