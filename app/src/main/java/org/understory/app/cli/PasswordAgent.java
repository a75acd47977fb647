package org.understory.app.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.understory.app.state.SystemChoice;

/**
 * Has polkit's own agent for terminals, pkttyagent(1), ask for a password here, where no desktop
 * does: over ssh, on a console. An agent that is there already goes first.
 */
final class PasswordAgent implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PasswordAgent.class);
  private static final String PROGRAM = "/usr/bin/pkttyagent";

  /** For it to make itself known to polkit. */
  private static final int LIMIT_SECONDS = 5;

  private final Optional<Process> process;

  private PasswordAgent(Optional<Process> process) {
    this.process = process;
  }

  /** One for the changes of this session, where they are the helper's and somebody can be asked. */
  static PasswordAgent of(Session session) {
    return session.choice() instanceof SystemChoice.Live && session.terminal().abilities().asks()
        ? new PasswordAgent(start())
        : new PasswordAgent(Optional.empty());
  }

  private static Optional<Process> start() {
    String self = Long.toString(ProcessHandle.current().pid());
    try {
      Process process =
          new ProcessBuilder(List.of(PROGRAM, "--process", self, "--fallback", "--notify-fd", "1"))
              .redirectInput(ProcessBuilder.Redirect.INHERIT)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      awaitClosed(process.getInputStream());
      return Optional.of(process);
    } catch (IOException absent) {
      LOG.debug("No agent for this terminal", absent);
      return Optional.empty();
    }
  }

  /** It closes this output once it is known; so does its end, after which nobody asks. */
  private static void awaitClosed(InputStream output) {
    try {
      CompletableFuture.supplyAsync(
              () -> {
                try {
                  return output.read();
                } catch (IOException closed) {
                  return -1;
                }
              })
          .get(LIMIT_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException silent) {
      LOG.debug("The agent for this terminal is silent", silent);
    }
  }

  @Override
  public void close() {
    process.ifPresent(Process::destroy);
  }
}
