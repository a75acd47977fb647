package org.understory.store.remote;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.remote.Remote;

/** Whom to ask instead of a server: what the remote says, else what the environment does (curl). */
final class Proxies extends ProxySelector {
  private static final int USUAL_PORT = 1080; // curl's

  private final Remote remote;
  private final Map<String, String> environment;

  private Proxies(Remote remote, Map<String, String> environment) {
    this.remote = remote;
    this.environment = environment;
  }

  /**
   * Those of a remote.
   *
   * @throws StoreException UnsupportedRemote for one that speaks no HTTP or wants a password
   */
  static ProxySelector of(Remote remote, Map<String, String> environment) throws StoreException {
    Proxies proxies = new Proxies(remote, environment);
    for (String scheme : List.of("http", "https")) {
      Optional<String> address = proxies.address(scheme);
      if (address.isPresent() && parse(address.get()).isEmpty()) {
        throw new StoreException(new Problem.UnsupportedRemote(remote.name(), "proxy"));
      }
    }
    return proxies;
  }

  @Override
  public List<Proxy> select(URI uri) {
    String scheme = String.valueOf(uri.getScheme());
    boolean near = remote.access().proxy().isEmpty() && isNear(String.valueOf(uri.getHost()));
    return List.of(
        address(scheme)
            .filter(_ -> !near)
            .flatMap(Proxies::parse)
            .map(at -> new Proxy(Proxy.Type.HTTP, at))
            .orElse(Proxy.NO_PROXY));
  }

  private Optional<String> address(String scheme) {
    return remote
        .access()
        .proxy()
        .or(() -> variable(scheme + "_proxy"))
        // curl takes the other spelling for everything but http_proxy, which a CGI could set.
        .or(() -> scheme.equals("https") ? variable("HTTPS_PROXY") : Optional.empty())
        .or(() -> variable("all_proxy"))
        .or(() -> variable("ALL_PROXY"));
  }

  private boolean isNear(String host) {
    String name = host.toLowerCase(Locale.ROOT);
    String near = variable("no_proxy").or(() -> variable("NO_PROXY")).orElse("");
    return Arrays.stream(near.toLowerCase(Locale.ROOT).split("[, ]+"))
        .map(each -> each.startsWith(".") ? each.substring(1) : each)
        .filter(each -> !each.isEmpty())
        .anyMatch(each -> each.equals("*") || name.equals(each) || name.endsWith("." + each));
  }

  private Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
  }

  private static Optional<InetSocketAddress> parse(String address) {
    try {
      URI uri = URI.create(address.contains("://") ? address : "http://" + address);
      if (!"http".equals(uri.getScheme()) || uri.getHost() == null || uri.getUserInfo() != null) {
        return Optional.empty();
      }
      int port = uri.getPort() < 0 ? USUAL_PORT : uri.getPort();
      return Optional.of(InetSocketAddress.createUnresolved(uri.getHost(), port));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  @Override
  public void connectFailed(URI uri, SocketAddress address, IOException failure) {}
}
