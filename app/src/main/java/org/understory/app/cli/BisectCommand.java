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
        Bisection search =
            BisectFile.between(source.resolve(good), source.resolve(bad), system.repository());
        file(system, session).write(search);
        tell(search, system, session);
      }
    }
  }

  /** {@code bisect status}. */
  @Command(name = "status", sortOptions = false, abbreviateSynopsis = true)
  static final class Status implements Verb {
    @Override
    public void run(Session session) throws StoreException {
      try (OpenSystem system = session.open()) {
        tell(search(system, session), system, session);
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
          search(system, session)
              .next()
              .orElseThrow(() -> new StoreException(new Problem.NothingToTry()));
      SystemSnapshot snapshot = system.snapshot();
      Optional<Deployment> there =
          snapshot.deployments().stream()
              .filter(each -> each.checksum().equals(next) && !each.staged())
              .findFirst();
      return List.of(
          there.isPresent()
              ? new Operation.SetDefault(there.get().id())
              : new Operation.Deploy(snapshot.os(), next));
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
        Bisection search =
            search(system, session)
                .with(tried, verdict)
                .orElseThrow(() -> new StoreException(new Problem.OutsideSearch(tried.brief())));
        file(system, session).write(search);
        tell(search, system, session);
      }
    }
  }

  /** What runs; of a system that does not run, what would start. */
  private static Checksum running(OpenSystem system) throws StoreException {
    SystemSnapshot snapshot = system.snapshot();
    return snapshot
        .booted()
        .or(() -> snapshot.deployments().stream().filter(Deployment::bootsNext).findFirst())
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

  /** {@code bisect stop}. */
  @Command(name = "stop", sortOptions = false, abbreviateSynopsis = true)
  static final class Stop implements Verb {
    @Override
    public void run(Session session) throws StoreException {
      try (OpenSystem system = session.open()) {
        if (!file(system, session).delete()) {
          throw new StoreException(new Problem.NoSearch());
        }
        if (session.json()) {
          try (Json json = new Json(session.out())) {
            json.beginObject().endObject();
          }
        } else {
          session.out().line(session.word("bisect.stopped"));
        }
      }
    }
  }

  private static BisectFile file(OpenSystem system, Session session) {
    Path state = session.terminal().folders().state();
    return system.search(state);
  }

  private static Bisection search(OpenSystem system, Session session) throws StoreException {
    return file(system, session)
        .read()
        .orElseThrow(() -> new StoreException(new Problem.NoSearch()));
  }

  private static void tell(Bisection search, OpenSystem system, Session session) {
    if (session.json()) {
      json(search, system, session);
      return;
    }
    Output out = session.out();
    List<Checksum> versions = search.versions();
    String good = name(versions.getFirst(), system);
    Optional<Checksum> next = search.next();
    if (next.isPresent()) {
      out.line(session.word("bisect.range", good, name(versions.getLast(), system)));
      String name = name(next.get(), system);
      out.line(
          search.untried() == 1
              ? session.word("bisect.next.one", name)
              : session.word("bisect.next", name, search.untried(), search.tries()));
      out.line(session.word("bisect.how"));
    } else {
      String bad =
          search.suspects().stream()
              .map(each -> name(each, system))
              .collect(Collectors.joining(", "));
      boolean sure = search.suspects().size() == 1;
      out.line(session.word(sure ? "bisect.found" : "bisect.suspects", bad, good));
      out.line(session.word("bisect.see", versions.getFirst().brief(), versions.getLast().brief()));
    }
  }

  private static void json(Bisection search, OpenSystem system, Session session) {
    try (Json json = new Json(session.out())) {
      json.beginObject()
          .text("good", search.versions().getFirst().hex())
          .text("bad", search.versions().getLast().hex())
          .texts("skipped", search.skipped().stream().map(Checksum::hex).toList())
          .number("untried", search.untried())
          .number("tries", search.tries())
          .text("next", search.next().map(Checksum::hex))
          .text("nextVersion", search.next().flatMap(each -> version(each, system)))
          .texts("suspects", search.suspects().stream().map(Checksum::hex).toList())
          .endObject();
    }
  }

  /** Its version, and enough of its checksum to name it. */
  private static String name(Checksum commit, OpenSystem system) {
    return version(commit, system)
        .map(version -> line(version) + " (" + commit.brief() + ")")
        .orElse(commit.brief());
  }

  private static Optional<String> version(Checksum commit, OpenSystem system) {
    try {
      return system.repository().commit(commit).version();
    } catch (StoreException gone) {
      return Optional.empty();
    }
  }
}
