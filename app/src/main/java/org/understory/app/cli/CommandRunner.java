package org.understory.app.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.function.ToIntFunction;
import org.understory.app.home.BugLog;
import org.understory.app.home.Version;
import org.understory.app.state.SystemChoice;
import org.understory.app.text.ProblemText;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.resources.Messages;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Understands the words of a command line, runs what they ask for, and gives the exit status. */
public final class CommandRunner {
  /** All of the answer was printed. */
  public static final int DONE = 0;

  /** Something could not be read; the error output says what. */
  public static final int TROUBLE = 1;

  /** The command line could not be understood. */
  public static final int USAGE = 2;

  private static final int ROWS_WITHOUT_WINDOW = 12;

  private final Terminal terminal;
  private final ToIntFunction<SystemChoice> window;

  /**
   * Runs commands at this terminal.
   *
   * @param window opens the window, returns when it is closed, gives the exit status
   */
  public CommandRunner(Terminal terminal, ToIntFunction<SystemChoice> window) {
    this.terminal = terminal;
    this.window = window;
  }

  /** Does what the command line says; never throws. */
  public int run(String... arguments) {
    UnderstoryCommand options = new UnderstoryCommand(terminal.folders().demo());
    Session session = new Session(terminal, options);
    try {
      int status = run(session, options, arguments);
      session.out().flush();
      return status;
    } catch (StoreException e) {
      return trouble(session, e.problem());
    } catch (IOException e) {
      return unwritable(session, e);
    } catch (UncheckedIOException e) {
      return unwritable(session, Objects.requireNonNull(e.getCause()));
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      return trouble(session, BugLog.record(e, terminal.folders().bugs()));
    }
  }

  private int run(Session session, UnderstoryCommand options, String... arguments)
      throws StoreException {
    if (arguments.length == 0) {
      // The way to the window that most starts take: a parser for no words would only cost time.
      return window(session);
    }
    CommandLine line = Commands.of(options, List.of(arguments));
    ParseResult parsed;
    try {
      parsed = line.parseArgs(arguments);
      if (options.choices() > 1 && !options.help()) {
        throw new ParameterException(line, session.word("usage-error.choices"));
      }
    } catch (ParameterException e) {
      session.tell(new UsageText(session.words()).sentence(e));
      return USAGE;
    }
    while (parsed.hasSubcommand()) {
      parsed = parsed.subcommand();
    }
    if (options.help()) {
      session.out().print(help(parsed.commandSpec().commandLine()));
      return DONE;
    }
    if (options.version()) {
      session.out().line(session.word("version", Version.text()));
      return DONE;
    }
    return switch (parsed.commandSpec().userObject()) {
      case Verb verb -> {
        verb.run(session);
        yield session.troubled() ? TROUBLE : DONE;
      }
      case UnderstoryCommand _ -> window(session);
      default -> {
        session.tell(session.word("usage-error.incomplete", parsed.commandSpec().qualifiedName()));
        yield USAGE;
      }
    };
  }

  /** The window; where none can be opened, the most important of what it would have shown. */
  private int window(Session session) throws StoreException {
    if (terminal.abilities().display()) {
      return window.applyAsInt(session.choice());
    }
    session.tell(session.word("window.no-display"));
    new StatusCommand().run(session);
    session.out().line();
    LogCommand.firstRows(ROWS_WITHOUT_WINDOW).run(session);
    return session.troubled() ? TROUBLE : DONE;
  }

  private String help(CommandLine line) {
    // picocli reads the texts when the bundle is set, so that is done only for those who want them.
    line.setResourceBundle(Messages.bundle(terminal.locale(), "cli"));
    StringWriter text = new StringWriter();
    line.usage(
        new PrintWriter(text), terminal.abilities().colours() ? Help.Ansi.ON : Help.Ansi.OFF);
    return text.toString();
  }

  private int trouble(Session session, Problem problem) {
    try {
      session.tell(new ProblemText(session.words()).sentence(problem));
    } catch (UncheckedIOException e) {
      return unwritable(session, Objects.requireNonNull(e.getCause()));
    }
    return TROUBLE;
  }

  /** Nobody reads any more, as when {@code head} has seen enough: that is not our trouble. */
  private int unwritable(Session session, IOException failure) {
    if (terminal.abilities().readerCanLeave()) {
      return DONE;
    }
    String detail = failure.getMessage() == null ? failure.toString() : failure.getMessage();
    new ErrorOutput(terminal.err())
        .print(
            "understory: "
                + new ProblemText(session.words())
                    .sentence(new Problem.InputOutput(session.word("standard-output"), detail))
                + "\n");
    return TROUBLE;
  }
}
