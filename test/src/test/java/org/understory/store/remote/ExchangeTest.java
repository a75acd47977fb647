package org.understory.store.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.Problem.ServerFailed;
import org.understory.model.operation.ServerFault;
import org.understory.model.operation.StoreException;
import org.understory.store.repo.FetchTarget;

/** What a line still does after nobody waits for it any more. */
final class ExchangeTest {
  private static final Limits IMPATIENT =
      new Limits(Duration.ofSeconds(1), Duration.ofSeconds(1), 0, Duration.ofMillis(1));

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final Wish wish =
      new Wish(URI.create("http://far.example/x"), 0, 100, false, FetchTarget.of(bytes));

  @Test
  void an_answer_that_comes_too_late_touches_nothing() throws Exception {
    Exchange exchange = given(new Idle());
    bytes.write(7);

    Body late = exchange.begin(new Answer(200, _ -> Optional.empty()));
    late.take(new byte[] {1, 2}, 2);
    assertThat(bytes.toByteArray()).containsExactly(7);
  }

  @Test
  void bytes_that_come_too_late_are_not_written() throws Exception {
    List<Body> begun = new ArrayList<>();
    given(
        new Idle() {
          @Override
          public Answer ask(Exchange exchange) throws IOException {
            try {
              begun.add(exchange.begin(new Answer(200, _ -> Optional.empty())));
              begun.getFirst().take(new byte[] {1}, 1);
            } catch (Body.TargetException e) {
              throw new AssertionError(e);
            }
            return super.ask(exchange);
          }
        });

    assertThat(begun.getFirst().take(new byte[] {2}, 1)).as("more are welcome").isFalse();
    assertThat(bytes.toByteArray()).containsExactly(1);
  }

  private Exchange given(Line line) {
    Exchange exchange = new Exchange(wish, "far", "test", IMPATIENT, new Cancellation());
    ServerFailed problem =
        (ServerFailed)
            catchThrowableOfType(StoreException.class, () -> exchange.run(line)).problem();
    assertThat(problem.fault()).isEqualTo(ServerFault.TOO_SLOW);
    return exchange;
  }

  /** Never answers, and can't be ended. */
  private static class Idle implements Line {
    @Override
    public Answer ask(Exchange exchange) throws IOException {
      return exchange.await(new CompletableFuture<>());
    }

    @Override
    public void close() {}
  }
}
