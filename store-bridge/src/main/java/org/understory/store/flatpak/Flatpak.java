package org.understory.store.flatpak;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.understory.model.flatpak.AppMetadata;
import org.understory.model.flatpak.FileDifference;
import org.understory.model.flatpak.FlatpakEvent;
import org.understory.model.flatpak.FlatpakRef;
import org.understory.model.flatpak.FlatpakRef.Kind;
import org.understory.model.flatpak.Installation;
import org.understory.model.flatpak.Installed;
import org.understory.model.flatpak.InstalledList;
import org.understory.model.flatpak.ReleaseList;
import org.understory.model.flatpak.VersionChange;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.plan.Chronicle;
import org.understory.model.plan.Happening;
import org.understory.model.remote.Remote;
import org.understory.model.remote.SignatureCheck;
import org.understory.model.tree.TreeDiff;
import org.understory.store.journal.FlatpakJournal;
import org.understory.store.remote.Limits;
import org.understory.store.remote.RemoteHistory;
import org.understory.store.repo.Repository;
import org.understory.store.variant.Serialized;
import org.understory.store.variant.VariantException;

/**
 * Applications and runtimes that Flatpak has installed on this computer. What is here is read
 * without Flatpak; what only a server knows is asked through its command, so that its remotes of
 * every kind, their passwords and signatures are its business. Reads files or waits for others, so
 * never on the thread that draws.
 */
public final class Flatpak {
  /** How long a server may take to answer. */
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final Map<String, String> environment;
  private final FlatpakTool tool;
  private final FlatpakJournal journal;

  /** What this environment leads to: folders of this person and of the computer. */
  public Flatpak(Map<String, String> environment) {
    this(environment, PATIENCE, FlatpakJournal.NONE);
  }

  /**
   * As above.
   *
   * @param patience how long a question to a server may take
   * @param journal into which Flatpak writes what it does
   */
  public Flatpak(Map<String, String> environment, Duration patience, FlatpakJournal journal) {
    this.environment = Map.copyOf(environment);
    this.journal = journal;
    tool = new FlatpakTool(environment, patience);
  }

  /** That of whoever started the program. */
  public static Flatpak ofThisPerson() {
    return new Flatpak(System.getenv(), PATIENCE, FlatpakJournal.live());
  }

  /** Whether its command is there. */
  public boolean isHere() {
    return tool.program().isPresent();
  }

  /**
   * All that is installed, without parts that come and go with something else.
   *
   * @param language of names that are translated
   */
  public InstalledList installed(Locale language) {
    List<Problem> problems = new ArrayList<>();
    List<Installed> found = new ArrayList<>();
    Set<Path> seen = new HashSet<>();
    for (Installation each : Places.of(environment, problems::add)) {
      if (seen.add(Path.of(each.path()).normalize())) {
        found.addAll(new InstalledReader(each, language, problems::add).read());
      }
    }
    found.removeIf(each -> each.ref().isPart());
    found.sort(order());
    return new InstalledList(found, problems);
  }

  /** It as it is now; empty where it is no longer installed. */
  Optional<Installed> now(Installed known) {
    return installed(Locale.ROOT).all().stream().filter(known::isSame).findFirst();
  }

  /** What it wrote into the journal, with the names of what is still installed. */
  Chronicle told(Locale locale, Cancellation cancellation) {
    Chronicle told = journal.read(cancellation);
    Map<FlatpakRef, String> names = new HashMap<>();
    if (!told.happenings().isEmpty()) {
      installed(locale).all().forEach(each -> names.put(each.ref(), each.about().name()));
    }
    return new Chronicle(
        told.happenings().stream()
            .map(
                each ->
                    each instanceof Happening.OtherApplication(FlatpakEvent event)
                        ? new Happening.OtherApplication(
                            event.named(names.getOrDefault(event.ref(), event.name())))
                        : each)
            .toList(),
        told.gap());
  }

  FlatpakTool tool() {
    return tool;
  }

  /** How the command is told in which installation something is. */
  static String option(Installation installation) {
    return switch (installation.id()) {
      case Installation.USER -> "--user";
      case Installation.SYSTEM -> "--system";
      default -> "--installation=" + installation.id();
    };
  }

  /**
   * What to tell the command to update it. As a person without the rights of root Flatpak updates
   * what is the computer's to the newest version only, and refuses to be told which that is.
   *
   * @param commit the version, where it is to be named
   */
  static List<String> update(Installed installed, Optional<Checksum> commit) {
    List<String> arguments =
        new ArrayList<>(List.of("update", option(installed.installation()), "-y"));
    commit.ifPresent(it -> arguments.add("--commit=" + it.hex()));
    arguments.add(installed.ref().name());
    return arguments;
  }

  /**
   * The versions that the server keeps, the newest first. Goes to the network.
   *
   * @throws StoreException MissingTool, FlatpakFailed
   */
  public ReleaseList releases(Installed installed, Cancellation cancellation)
      throws StoreException {
    String commits = ask(installed, cancellation, "--log", "--show-commit", "--show-parent");
    return ReleaseText.parse(commits, ask(installed, cancellation, "--log"));
  }

  private String ask(Installed installed, Cancellation cancellation, String... options)
      throws StoreException {
    List<String> arguments =
        new ArrayList<>(List.of("remote-info", option(installed.installation())));
    arguments.addAll(List.of(options));
    FlatpakRef ref = installed.ref();
    arguments.add(ref.kind() == Kind.APP ? "--app" : "--runtime");
    arguments.addAll(List.of("--", installed.origin(), asked(ref)));
    return tool.ask(installed.about().name(), arguments, cancellation);
  }

  /**
   * Of what is told which processor it is for, 1.14 says that the server does not have it when in
   * truth the server can't be reached; so that is left out where it is this computer's.
   */
  private static String asked(FlatpakRef ref) {
    String arch = System.getProperty("os.arch", "");
    boolean usual = ref.arch().equals(arch.equals("amd64") ? "x86_64" : arch);
    return ref.id() + "/" + (usual ? "" : ref.arch()) + "/" + ref.branch();
  }

  /**
   * What is different in another version of it: in what it may do, and in what it runs on. Goes to
   * the network where that version is not here.
   *
   * @throws StoreException CorruptFile, and as {@link #releases}
   */
  public VersionChange change(Installed installed, Checksum other, Cancellation cancellation)
      throws StoreException {
    return VersionChange.between(
        metadata(installed, installed.commit(), cancellation),
        metadata(installed, other, cancellation));
  }

  /**
   * What a version of it says of itself; as {@link #change}.
   *
   * @throws StoreException as {@link #change}
   */
  public AppMetadata metadata(Installed installed, Checksum commit, Cancellation cancellation)
      throws StoreException {
    String source = installed.ref().name() + " " + commit.brief();
    Optional<String> here =
        commit.equals(installed.commit()) ? InstalledReader.metadata(installed) : Optional.empty();
    if (here.isEmpty()) {
      here = inRepository(installed, commit);
    }
    String text =
        here.isPresent()
            ? here.get()
            : ask(installed, cancellation, "--show-metadata", "--commit=" + commit.hex());
    return MetadataParser.parse(text, source);
  }

  /** A commit holds the metadata of its files a second time (build-export). */
  private static Optional<String> inRepository(Installed installed, Checksum commit) {
    try (Repository repository = repository(installed)) {
      Optional<Serialized> value = repository.metadata(commit, "xa.metadata");
      return value.isPresent() && value.get().type().text().equals("s")
          ? Optional.of(value.get().text())
          : Optional.empty();
    } catch (StoreException | VariantException absent) {
      return Optional.empty();
    }
  }

  /**
   * Which files are different in another version of it. Of a version that is not here, or no longer
   * in full, its folders are read from the server, as signed as Flatpak's remote demands.
   *
   * @param cache the folder for what can be fetched again
   * @param agent what to say who asks, as {@code Understory/1.0}
   * @throws java.util.concurrent.CancellationException when asked to stop
   */
  public FileDifference files(
      Installed installed, Checksum other, Path cache, String agent, Cancellation cancellation) {
    try (Repository here = repository(installed)) {
      if (here.has(other.hex() + ".commit")) {
        TreeDiff diff = here.diff(installed.commit(), other, "/", true, cancellation);
        if (diff.problems().stream().noneMatch(Problem.MissingObject.class::isInstance)) {
          return new FileDifference.Known(diff);
        }
      }
      return new FileDifference.Known(far(here, installed, other, cache, agent, cancellation));
    } catch (StoreException e) {
      return new FileDifference.Unknown(e.problem());
    }
  }

  private static TreeDiff far(
      Repository here,
      Installed installed,
      Checksum other,
      Path cache,
      String agent,
      Cancellation cancellation)
      throws StoreException {
    String origin = installed.origin();
    Remote remote =
        here.remotes(Optional.empty())
            .find(origin)
            .orElseThrow(() -> new StoreException(new Problem.UnknownRemote(origin)));
    try (RemoteHistory far =
        RemoteHistory.open(
            here, Optional.empty(), remote, cache, agent, Limits.USUAL, cancellation)) {
      SignatureCheck check = far.signatures(other);
      switch (check.verdict()) {
        case TRUSTED, NOT_REQUIRED -> {}
        case REFUSED, NOT_CHECKED ->
            throw new StoreException(new Problem.SignatureFailed(origin, check.detail()));
      }
      TreeDiff diff =
          far.repository().preview(installed.commit(), other, "/", true, cancellation).diff();
      if (!diff.problems().isEmpty()) {
        throw new StoreException(diff.problems().getFirst());
      }
      return diff;
    }
  }

  private static Repository repository(Installed installed) throws StoreException {
    return Repository.open(Path.of(installed.installation().path(), "repo"));
  }

  /** Whether only root may take it to a version that is not the newest. */
  static boolean needsRoot(Installed installed) {
    Path repository = Path.of(installed.installation().path(), "repo");
    return !installed.installation().isOwn() && !Files.isWritable(repository);
  }

  /** Those that a person names so: by the full name, its end, the id or the name for people. */
  public static List<Installed> named(InstalledList list, String name) {
    List<Installed> exact =
        list.all().stream()
            .filter(each -> each.ref().name().equals(name) || each.ref().id().equals(name))
            .toList();
    if (!exact.isEmpty()) {
      return exact;
    }
    return list.all().stream()
        .filter(
            each ->
                each.about().name().equalsIgnoreCase(name)
                    || (each.ref().id() + "//" + each.ref().branch()).equals(name)
                    || each.ref().name().equals(Kind.APP.key() + "/" + name)
                    || each.ref().name().equals(Kind.RUNTIME.key() + "/" + name))
        .toList();
  }

  /** Made when it is needed: its method handles take time at every start of the program. */
  private static Comparator<Installed> order() {
    return Comparator.comparing((Installed each) -> each.ref().kind())
        .thenComparing(each -> each.about().name(), String.CASE_INSENSITIVE_ORDER)
        .thenComparing(each -> each.ref().name())
        .thenComparing(each -> each.installation().id());
  }
}
