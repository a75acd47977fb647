package org.understory.app.cli;

import static org.understory.model.text.Sanitizer.line;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.understory.app.state.OpenSystem;
import org.understory.model.history.Bisection;
import org.understory.model.history.Bisection.Verdict;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.plan.Operation;
import org.understory.model.system.Deployment;
import org.understory.model.system.SystemSnapshot;
import org.understory.store.engine.BisectFile;
import org.understory.store.engine.Engine;
import org.understory.store.remote.RemoteHistory;
import org.understory.store.repo.Repository;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bisect}: finds the version in which something broke. */
@Command(
    name = "bisect",
    sortOptions = false,
    abbreviateSynopsis = true,
    subcommands = {
      BisectCommand.Start.class,
      BisectCommand.Status.class,
      BisectCommand.Next.class,
      BisectCommand.Good.class,
      BisectCommand.Bad.class,
      BisectCommand.Skip.class,
      BisectCommand.Undo.class,
      BisectCommand.Stop.class
    })
final class BisectCommand implements Verb {
  @Override
  public void run(Session session) throws StoreException {
    new Status().run(session);
  }

  /** {@code bisect start GOOD BAD}. */
  @Command(name = "start", sortOptions = false, abbreviateSynopsis = true)
  static final class Start implements Verb {
    @Parameters(index = "0", paramLabel = "GOOD", descriptionKey = "parameter.good")
    private String good = "";

    @Parameters(index = "1", paramLabel = "BAD", descriptionKey = "parameter.bad")
    private String bad = "";

    @Option(names = "--remote", descriptionKey = "option.remote")
    private boolean remote;

    @Override
    public void run(Session session) throws StoreException {
      try (OpenSystem here = session.open();
          Source source = Source.of(session, here, remote, good, bad)) {
        OpenSystem system = source.system();
        Checksum first = source.resolve(good);
        Checksum last = source.resolve(bad);
        Optional<Checksum> home = system.snapshot().current().map(Deployment::checksum);
        tell(file(system, session).begin(first, last, home, system.repository()), system, session);
      }
    }
  }

  /** {@code bisect status}. */
  @Command(name = "status", sortOptions = false, abbreviateSynopsis = true)
  static final class Status implements Verb {
    @Override
    public void run(Session session) throws StoreException {
      try (OpenSystem system = session.open()) {
        tell(file(system, session).known(), system, session);
      }
    }
  }

  /**
   * {@code bisect next}: has what is to be tried start; what is there already is only put first.
   */
  @Command(name = "next", sortOptions = false, abbreviateSynopsis = true)
  static final class Next extends Change {
    @Override
    List<Operation> operations(Session session, OpenSystem system, Engine engine)
        throws StoreException {
      Checksum next =
          file(system, session)
              .known()
              .next()
              .orElseThrow(() -> new StoreException(new Problem.NothingToTry()));
      return List.of(Operation.starting(next, system.snapshot()));
    }
  }

  /** How a version was found when it was tried. */
  abstract static class Mark implements Verb {
    @Parameters(arity = "0..1", paramLabel = "REV", descriptionKey = "parameter.tried")
    private String revision = "";

    private final Verdict verdict;

    Mark(Verdict verdict) {
      this.verdict = verdict;
    }

    @Override
    public void run(Session session) throws StoreException {
      try (OpenSystem system = session.open()) {
        Checksum tried = revision.isEmpty() ? running(system) : system.resolve(revision);
        tell(file(system, session).mark(tried, verdict), system, session);
      }
    }
  }

  private static Checksum running(OpenSystem system) throws StoreException {
    return system
        .snapshot()
        .current()
        .map(Deployment::checksum)
        .orElseThrow(() -> new StoreException(new Problem.UnknownRevision("booted")));
  }

  /** {@code bisect good}. */
  @Command(name = "good", sortOptions = false, abbreviateSynopsis = true)
  static final class Good extends Mark {
    Good() {
      super(Verdict.GOOD);
    }
  }

  /** {@code bisect bad}. */
  @Command(name = "bad", sortOptions = false, abbreviateSynopsis = true)
  static final class Bad extends Mark {
    Bad() {
      super(Verdict.BAD);
    }
  }

  /** {@code bisect skip}. */
  @Command(name = "skip", sortOptions = false, abbreviateSynopsis = true)
  static final class Skip extends Mark {
    Skip() {
      super(Verdict.SKIP);
    }
  }

  /** {@code bisect undo}: forgets the last answer. */
  @Command(name = "undo", sortOptions = false, abbreviateSynopsis = true)
  static final class Undo implements Verb {
    @Override
    public void run(Session session) throws StoreException {
      try (OpenSystem system = session.open()) {
        tell(file(system, session).takeBack(), system, session);
      }
    }
  }

  /** {@code bisect stop}. */
  @Command(name = "stop", sortOptions = false, abbreviateSynopsis = true)
  static final class Stop implements Verb {
    @Override
    public void run(Session session) throws StoreException {
      try (OpenSystem system = session.open()) {
        SystemSnapshot now = system.snapshot();
        Optional<Checksum> starts = now.nextBoot().map(Deployment::checksum);
        // Where something else starts by now than when it began, the way back is told.
        Optional<Checksum> home =
            file(system, session).end().filter(it -> !starts.equals(Optional.of(it)));
        stopped(home, system, session);
      }
    }
  }

  private static void stopped(Optional<Checksum> home, OpenSystem system, Session session)
      throws StoreException {
    if (session.json()) {
      try (Json json = new Json(session.out())) {
        json.beginObject().text("home", home.map(Checksum::hex)).endObject();
      }
      return;
    }
    session.out().line(session.word("bisect.stopped"));
    if (home.isPresent()) {
      String back =
          switch (Operation.starting(home.get(), system.snapshot())) {
            case Operation.SetDefault(String id) -> "set-default " + id;
            default -> "deploy " + home.get().brief();
          };
      try (Repository known = known(system, session)) {
        session.out().line(session.word("bisect.back", name(home.get(), known), back));
      }
    }
  }

  private static BisectFile file(OpenSystem system, Session session) {
    Path state = session.terminal().folders().state();
    return system.search(state);
  }

  /** Of versions that are not here it is known what a look on their server has told. */
  private static Repository known(OpenSystem system, Session session) {
    Path cache = session.terminal().folders().cache();
    return RemoteHistory.fetchedBefore(system.repository(), system.remotes(), cache);
  }

  private static void tell(Bisection search, OpenSystem system, Session session) {
    try (Repository known = known(system, session)) {
      if (session.json()) {
        json(search, known, session);
      } else {
        tell(search, known, session.out(), session);
      }
    }
  }

  private static void tell(Bisection search, Repository known, Output out, Session session) {
    String good = name(search.good(), known);
    Optional<Checksum> next = search.next();
    if (next.isPresent()) {
      out.line(session.word("bisect.range", good, name(search.bad(), known)));
      String name = name(next.get(), known);
      out.line(
          search.untried() == 1
              ? session.word("bisect.next.one", name)
              : session.word("bisect.next", name, search.untried(), search.tries()));
      out.line(session.word("bisect.how"));
    } else {
      String bad =
          search.suspects().stream()
              .map(each -> name(each, known))
              .collect(Collectors.joining(", "));
      boolean sure = search.suspects().size() == 1;
      out.line(session.word(sure ? "bisect.found" : "bisect.suspects", bad, good));
      out.line(session.word("bisect.see", search.good().brief(), search.bad().brief()));
    }
  }

  private static void json(Bisection search, Repository known, Session session) {
    try (Json json = new Json(session.out())) {
      json.beginObject()
          .text("good", search.good().hex())
          .text("bad", search.bad().hex())
          .texts("skipped", search.skipped().stream().map(Checksum::hex).toList())
          .number("untried", search.untried())
          .number("tries", search.tries())
          .text("next", search.next().map(Checksum::hex))
          .text("nextVersion", search.next().flatMap(each -> version(each, known)))
          .texts("suspects", search.suspects().stream().map(Checksum::hex).toList())
          .endObject();
    }
  }

  /** Its version, and enough of its checksum to name it. */
  private static String name(Checksum commit, Repository known) {
    return version(commit, known)
        .map(version -> line(version) + " (" + commit.brief() + ")")
        .orElse(commit.brief());
  }

  private static Optional<String> version(Checksum commit, Repository known) {
    try {
      return known.commit(commit).version();
    } catch (StoreException gone) {
      return Optional.empty();
    }
  }
}
