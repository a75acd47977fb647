package org.understory.app.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Locale;
import java.util.Optional;
import org.understory.app.state.OpenSystem;
import org.understory.app.state.SystemChoice;
import org.understory.app.text.ProblemText;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.text.Sanitizer;
import org.understory.resources.Messages;
import org.understory.store.demo.DemoSystem;

/** One run of one command: what was asked for, where the answer goes, and what went wrong. */
final class Session {
  /** More sentences than this would only scroll away the first. */
  private static final int PROBLEMS_SHOWN = 20;

  private static final int MAX_ANSWER = 20;

  private final Terminal terminal;
  private final UnderstoryCommand options;
  private final Output out;
  private Optional<Messages> messages = Optional.empty();
  private int problems;
  private boolean failed;

  Session(Terminal terminal, UnderstoryCommand options) {
    this.terminal = terminal;
    this.options = options;
    this.out = new Output(terminal.out());
  }

  Terminal terminal() {
    return terminal;
  }

  /** Standard output. */
  Output out() {
    return out;
  }

  /** Whether the answer is to be JSON. */
  boolean json() {
    return options.json();
  }

  /** The words of the person's language, loaded when the first one is needed. */
  Messages words() {
    if (messages.isEmpty()) {
      messages = Optional.of(Messages.load(terminal.locale(), "cli", "common", "problems"));
    }
    return messages.get();
  }

  String word(String key, Object... arguments) {
    return words().get(key, arguments);
  }

  Times times() {
    return new Times(terminal.zone());
  }

  /** What to look at: what the options name, else this machine's system, else the demo. */
  SystemChoice choice() {
    return options.choice().orElseGet(this::choiceByDefault);
  }

  private SystemChoice choiceByDefault() {
    // /run/ostree-booted is what libostree itself goes by (ostree_sysroot_initialize).
    boolean booted =
        Files.exists(terminal.root().resolve("run/ostree-booted"))
            && Files.isDirectory(terminal.root().resolve("ostree/repo"));
    return booted ? new SystemChoice.Live() : demo();
  }

  /** The demo system in the person's own folder. */
  SystemChoice.Demo demo() {
    return new SystemChoice.Demo(terminal.folders().demo());
  }

  /** Opens what is to be looked at; makes the demo system where it is missing, and says so. */
  OpenSystem open() throws StoreException {
    SystemChoice choice = choice();
    if (choice instanceof SystemChoice.Demo(var folder)) {
      DemoSystem demo = new DemoSystem(folder);
      if (!demo.isPresent()) {
        make(demo);
      }
    }
    return OpenSystem.open(choice, terminal.folders().cache());
  }

  /**
   * Makes the demo system and says so on the error output, with progress where a person watches.
   */
  void make(DemoSystem demo) throws StoreException {
    tell(word("demo.making", Sanitizer.line(terminal.folders().demo().toString())));
    demo.make(this::progress, new Cancellation());
    if (terminal.abilities().watched()) {
      error("\r\u001b[K");
    }
  }

  private void progress(double fraction) {
    if (terminal.abilities().watched()) {
      error("\r" + Math.round(100 * fraction) + " %");
    }
  }

  /** Something could not be read; says so on the error output, and the exit status will be 1. */
  void report(Problem problem) {
    problems++;
    if (problems <= PROBLEMS_SHOWN) {
      tell(new ProblemText(words()).sentence(problem));
    } else if (problems == PROBLEMS_SHOWN + 1) {
      tell(word("problems.more"));
    }
  }

  /** What was asked for was not done, and somebody has said so; the exit status will be 1. */
  void fail() {
    failed = true;
  }

  /** Whether anything was reported or failed. */
  boolean troubled() {
    return problems > 0 || failed;
  }

  /** Asks the person; only a clear yes, in the language of the question or English, is one. */
  boolean ask(String question) {
    error(question + " ");
    StringBuilder answer = new StringBuilder();
    try {
      for (int c; (c = terminal.in().read()) >= 0 && c != '\n' && answer.length() < MAX_ANSWER; ) {
        answer.append((char) c);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String given = answer.toString().strip().toLowerCase(Locale.ROOT);
    return given.equals("y") || given.equals("yes");
  }

  /** A line for the person on the error output, after what was printed so far. */
  void tell(String line) {
    error("understory: " + line + "\n");
  }

  /** Text on the error output, after what was printed so far. */
  void error(String text) {
    try {
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    new ErrorOutput(terminal.err()).print(text);
  }
}
