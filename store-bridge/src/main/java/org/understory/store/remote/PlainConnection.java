package org.understory.store.remote;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.DefaultConnectionReuseStrategy;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.http.impl.io.SocketHolder;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.apache.hc.core5.http.message.MessageSupport;
import org.apache.hc.core5.http.protocol.HttpCoreContext;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.net.URIAuthority;

/**
 * One connection that is not encrypted, with one question at a time. The thread that asks reads the
 * answer itself. To interrupt it ends the connection, for that is a channel.
 */
final class PlainConnection extends DefaultBHttpClientConnection {
  private static final int BUFFER = 16 << 10;
  private static final int MAX_HEADERS = 256;

  /** Answers that say that another one comes. */
  private static final int MAX_NOTES = 8;

  private static final Http1Config BOUNDS =
      Http1Config.custom()
          .setBufferSize(BUFFER)
          .setMaxLineLength(BUFFER)
          .setMaxHeaderCount(MAX_HEADERS)
          .build();

  private final byte[] bytes = new byte[BUFFER];
  private Optional<Exchange> asking = Optional.empty();
  private boolean reusable;

  private PlainConnection(Socket socket) throws IOException {
    super(BOUNDS);
    bind(
        new SocketHolder(socket) {
          @Override
          protected InputStream getInputStream(Socket from) throws IOException {
            return new Patient(from.getInputStream());
          }
        });
  }

  /** Connects; {@code patience} is how long that may take. */
  static PlainConnection open(String host, int port, Duration patience) throws IOException {
    InetSocketAddress address = new InetSocketAddress(host, port);
    if (address.isUnresolved()) {
      throw new UnknownHostException(host);
    }
    SocketChannel channel = SocketChannel.open();
    try {
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.socket().connect(address, (int) patience.toMillis());
      channel.socket().setSoTimeout((int) Exchange.TICK.toMillis());
      return new PlainConnection(channel.socket());
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /**
   * Asks, and gives the exchange its answer.
   *
   * @param proxy whether it is not the server itself
   */
  Answer ask(Exchange exchange, boolean proxy) throws IOException {
    asking = Optional.of(exchange);
    reusable = false;
    try {
      ClassicHttpRequest request = request(exchange, proxy);
      sendRequestHeader(request);
      flush();
      ClassicHttpResponse response = receive();
      Answer answer =
          new Answer(
              response.getCode(),
              name -> Optional.ofNullable(response.getFirstHeader(name)).map(Header::getValue));
      boolean whole = copy(request, response, exchange.begin(answer));
      HttpCoreContext context = HttpCoreContext.create();
      reusable =
          whole && DefaultConnectionReuseStrategy.INSTANCE.keepAlive(request, response, context);
      return answer;
    } catch (HttpException e) {
      throw new ProtocolException(e.getMessage());
    }
  }

  /** Whether the next question may be asked here. */
  boolean isReusable() {
    return reusable;
  }

  /** Ends it, whatever it is doing. */
  void end() {
    close(CloseMode.GRACEFUL);
  }

  private static ClassicHttpRequest request(Exchange exchange, boolean proxy) {
    URI uri = exchange.wish().uri();
    String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    URIAuthority authority = new URIAuthority(PlainLine.host(uri), uri.getPort());
    BasicClassicHttpRequest request =
        new BasicClassicHttpRequest("GET", uri.getScheme(), authority, path + query);
    request.setAbsoluteRequestUri(proxy);
    request.addHeader("Host", authority);
    exchange.headers().forEach(request::addHeader);
    return request;
  }

  private ClassicHttpResponse receive() throws IOException, HttpException {
    for (int i = 0; i < MAX_NOTES; i++) {
      ClassicHttpResponse response = receiveResponseHeader();
      if (response.getCode() >= 200) {
        return response;
      }
    }
    throw new ProtocolException("100 100 100 …");
  }

  /** Returns whether the answer was read to its end. */
  private boolean copy(ClassicHttpRequest request, ClassicHttpResponse response, Body body)
      throws IOException, HttpException {
    if (!MessageSupport.canResponseHaveBody(request.getMethod(), response)) {
      return true;
    }
    receiveResponseEntity(response);
    // Not closed: to close it would read the rest, however much that is.
    InputStream in = response.getEntity().getContent();
    while (true) {
      int count = in.read(bytes);
      if (count < 0) {
        return true;
      }
      if (!body.take(bytes, count)) {
        return false;
      }
    }
  }

  /** Reads on as long as the exchange is patient. */
  private final class Patient extends InputStream {
    private final InputStream from;

    private Patient(InputStream from) {
      this.from = from;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      while (true) {
        asking.orElseThrow().look();
        try {
          return from.read(into, offset, length);
        } catch (SocketTimeoutException e) {
          // The clock is looked at.
        }
      }
    }
  }
}
