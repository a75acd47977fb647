package org.understory.store.remote;

import java.io.IOException;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import javax.net.ssl.SSLContext;

/** Encrypted connections, with many questions on one where the server speaks HTTP/2. */
final class SecureLine implements Line {
  private final HttpClient client;
  private final HttpClient.Version version;

  /**
   * Opens no connection yet.
   *
   * @param patience how long a connection may take
   */
  SecureLine(SSLContext context, ProxySelector proxies, boolean http2, Duration patience) {
    this.version = http2 ? HttpClient.Version.HTTP_2 : HttpClient.Version.HTTP_1_1;
    this.client =
        HttpClient.newBuilder()
            .connectTimeout(patience)
            .followRedirects(HttpClient.Redirect.NEVER)
            .proxy(proxies)
            .sslContext(context)
            .build();
  }

  @Override
  public Answer ask(Exchange exchange) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(exchange.wish().uri()).GET().version(version);
    exchange.headers().forEach(request::setHeader);
    CompletableFuture<HttpResponse<Answer>> asked =
        client.sendAsync(request.build(), info -> new Intake(exchange, info));
    try {
      return exchange.await(asked).body();
    } finally {
      // First this: what is interrupted while it writes closes what it writes to.
      exchange.end();
      asked.cancel(true);
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
  }

  /** Hands the bytes of one answer on. */
  private static final class Intake implements BodySubscriber<Answer> {
    private final Exchange exchange;
    private final Answer answer;
    private final CompletableFuture<Answer> end = new CompletableFuture<>();
    private Optional<Flow.Subscription> subscription = Optional.empty();
    private Optional<Body> body = Optional.empty();

    private Intake(Exchange exchange, ResponseInfo info) {
      this.exchange = exchange;
      this.answer = new Answer(info.statusCode(), info.headers()::firstValue);
    }

    @Override
    public CompletionStage<Answer> getBody() {
      return end;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      this.subscription = Optional.of(subscription);
      try {
        body = Optional.of(exchange.begin(answer));
        subscription.request(Long.MAX_VALUE);
      } catch (Body.TargetException e) {
        stop();
        end.completeExceptionally(e);
      }
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
      try {
        for (ByteBuffer buffer : buffers) {
          byte[] bytes = new byte[buffer.remaining()];
          buffer.get(bytes);
          if (!end.isDone() && !body.orElseThrow().take(bytes, bytes.length)) {
            stop();
            end.complete(answer);
          }
        }
      } catch (Body.TargetException e) {
        stop();
        end.completeExceptionally(e);
      }
    }

    private void stop() {
      subscription.ifPresent(Flow.Subscription::cancel);
    }

    @Override
    public void onError(Throwable trouble) {
      end.completeExceptionally(trouble);
    }

    @Override
    public void onComplete() {
      end.complete(answer);
    }
  }
}
