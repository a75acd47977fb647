package org.understory.app.cli;

import java.util.Locale;
import org.understory.app.report.Report;
import org.understory.app.report.ReportReader;
import org.understory.app.report.ReportText;
import org.understory.app.state.ComparedSide;
import org.understory.app.state.OpenSystem;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.StoreException;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code report}: what changed between two commits, to paste or to keep. */
@Command(name = "report", sortOptions = false, abbreviateSynopsis = true)
final class ReportCommand implements Verb {
  @Parameters(index = "0", paramLabel = "FROM", descriptionKey = "parameter.from")
  private String from = "";

  @Parameters(index = "1", paramLabel = "TO", descriptionKey = "parameter.to")
  private String to = "";

  @ArgGroup private Length length = new Length();

  @Option(names = "--remote", descriptionKey = "option.remote")
  private boolean remote;

  /** One or the other. */
  private static final class Length {
    @Option(names = "--full", descriptionKey = "option.full-report")
    private boolean full;

    @Option(names = "--html", descriptionKey = "option.html")
    private boolean html;
  }

  @Override
  public void run(Session session) throws StoreException {
    try (OpenSystem here = session.open();
        Source source = Source.of(session, here, remote, from, to)) {
      OpenSystem system = source.system();
      Report report =
          ReportReader.read(
              system,
              ComparedSide.named(source.named(from), system),
              ComparedSide.named(source.named(to), system),
              new Cancellation());
      Locale language = session.terminal().locale();
      ReportText text =
          new ReportText(report, session.words(), language, session.terminal().zone());
      session
          .out()
          .print(
              session.json()
                  ? text.json()
                  : length.html ? text.html() : text.markdown(length.full));
      report.problems().forEach(session::report);
    }
  }
}
