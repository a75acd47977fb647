package org.understory.store.remote;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.understory.model.history.Checksum;
import org.understory.model.history.Commit;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.remote.Branch;
import org.understory.model.remote.BranchList;
import org.understory.model.remote.Download;
import org.understory.model.remote.Remote;
import org.understory.model.remote.Remotes;
import org.understory.model.remote.SignatureCheck;
import org.understory.model.remote.SignatureCheck.Verdict;
import org.understory.store.repo.RefName;
import org.understory.store.repo.Repository;
import org.understory.store.variant.VariantException;

/**
 * What is here together with what a remote's server has: branches, older and newer versions, and
 * everything in them. Goes to the network whenever it is asked, so never on the thread that draws.
 * For use by several threads.
 */
public final class RemoteHistory implements AutoCloseable {
  /** A folder in the cache folder; there is one in it for each remote. */
  private static final String FOLDER = "remote";

  private static final int MAX_DESCRIBED = 100;

  private final Remote remote;
  private final RemoteServer server;
  private final Repository here;
  private final Repository repository;
  private final Repository fetched;
  private final Signatures signatures;
  private final Cancellation cancellation;
  private final StaticDeltas deltas;
  private volatile Optional<DeltaList> listed = Optional.empty();

  private RemoteHistory(
      Remote remote,
      RemoteServer server,
      Repository here,
      Signatures signatures,
      Path cache,
      Cancellation cancellation) {
    this.cancellation = cancellation;
    this.remote = remote;
    this.server = server;
    this.signatures = signatures;
    this.here = here;
    this.repository = here.with(server, cache);
    this.fetched = repository.asking(new NoServer());
    this.deltas = new StaticDeltas(remote, server, here, repository);
  }

  /**
   * Prepares for asking; nothing is asked yet.
   *
   * @param sysroot the system that the repository belongs to, if any
   * @param cacheFolder where what was fetched is kept
   * @param agent what to say who asks, as {@code Understory/1.0}
   * @param cancellation ends every question
   * @throws StoreException UnsupportedRemote, or what keeps certificates from being read
   */
  public static RemoteHistory open(
      Repository here,
      Optional<Path> sysroot,
      Remote remote,
      Path cacheFolder,
      String agent,
      Limits limits,
      Cancellation cancellation)
      throws StoreException {
    RemoteServer server = new RemoteServer(remote, agent, limits, cancellation);
    Signatures signatures = new Signatures(here.directory(), sysroot);
    Path cache = cacheFolder.resolve(FOLDER).resolve(id(remote));
    return new RemoteHistory(remote, server, here, signatures, cache, cancellation);
  }

  /**
   * All that is here, and what was fetched of the servers of these remotes before; asks nobody.
   * Closing it leaves open what is here.
   *
   * @param cacheFolder as in {@link #open}
   */
  public static Repository fetchedBefore(Repository here, Remotes remotes, Path cacheFolder) {
    Repository known = here;
    for (Remote remote : remotes.list()) {
      Path folder = cacheFolder.resolve(FOLDER).resolve(id(remote));
      if (Files.isDirectory(folder)) {
        known = known.with(new NoServer(), folder);
      }
    }
    return known;
  }

  /** Headers of files are the server's word, so one server's are not kept with another's. */
  private static String id(Remote remote) {
    try {
      Remote.Address at = remote.address();
      // Not the record's own text, which takes method handles that are slow until optimized.
      String identity =
          remote.name() + "\0" + at.url() + "\0" + at.metalink() + "\0" + at.content();
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(identity.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Whose server it is. */
  public Remote remote() {
    return remote;
  }

  /** All that is here or there. */
  public Repository repository() {
    return repository;
  }

  /** All that is here or was fetched before; asks nobody. */
  public Repository fetched() {
    return fetched;
  }

  /**
   * The branches of its summary; where the server has none, those of {@code known} and of the refs
   * here that it has.
   *
   * @throws StoreException ServerFailed or DamagedDownload; UnsignedList or SignatureFailed where
   *     the remote demands a signature of the list
   */
  public BranchList branches(Collection<String> known) throws StoreException {
    Optional<BranchList> list = summary();
    if (list.isPresent()) {
      return list.get();
    }
    TreeSet<String> names = new TreeSet<>(known);
    here.refs().stream()
        .filter(ref -> ref.remote().filter(remote.name()::equals).isPresent())
        .forEach(ref -> names.add(ref.name()));
    List<Branch> branches = new ArrayList<>();
    for (String name : names) {
      server
          .branch(name)
          .ifPresent(it -> branches.add(new Branch(name, it, Optional.empty(), Optional.empty())));
    }
    return new BranchList(branches, false, Verdict.NOT_REQUIRED, Optional.empty(), List.of());
  }

  private Optional<BranchList> summary() throws StoreException {
    Optional<byte[]> summary = server.summary();
    Optional<byte[]> signature =
        remote.checks().summary() ? server.summarySignatures() : Optional.empty();
    Verdict signed = signatures.summary(remote, summary, signature);
    listed = Optional.of(DeltaList.NONE);
    if (summary.isEmpty()) {
      return Optional.empty();
    }
    try {
      listed = Optional.of(DeltaList.parse(summary.get()));
      return Optional.of(SummaryParser.parse(summary.get(), "summary", signed));
    } catch (VariantException e) {
      throw server.damaged("summary");
    }
  }

  /**
   * What the static delta takes to download that libostree would take to get a commit; empty where
   * it would get objects one by one, and {@link Repository#download} may tell how much that is.
   *
   * @param refspecs of the branches that lead to it; where none are named, any that are here
   * @throws StoreException ServerFailed; DamagedDownload of a delta that keeps libostree from
   *     getting the commit
   */
  public Optional<Download> delta(Checksum commit, Collection<String> refspecs)
      throws StoreException {
    if (listed.isEmpty() && deltas.areUsed()) {
      summary();
    }
    boolean followed =
        here.refs().stream()
            .filter(ref -> ref.remote().filter(remote.name()::equals).isPresent())
            .anyMatch(ref -> refspecs.isEmpty() || refspecs.contains(ref.refspec()));
    return deltas.find(commit, listed.orElse(DeltaList.NONE), followed);
  }

  /**
   * The same list with the date and version of each newest commit, where the server's summary lacks
   * them: those commits are fetched, {@code first} before others, and no more than a hundred.
   *
   * @throws CancellationException if somebody asked to stop meanwhile
   */
  public BranchList described(BranchList list, Collection<String> first) {
    boolean versions = list.branches().stream().anyMatch(each -> each.version().isPresent());
    Set<String> wanted =
        list.branches().stream()
            .filter(each -> each.timestamp().isEmpty() || !versions)
            .map(Branch::name)
            .sorted(Comparator.comparing(name -> !first.contains(name)))
            .limit(MAX_DESCRIBED)
            .collect(Collectors.toSet());
    Map<String, Branch> described = new ConcurrentHashMap<>();
    List<Problem> problems = new CopyOnWriteArrayList<>(list.problems());
    Together.all(
        list.branches().stream()
            .filter(each -> wanted.contains(each.name()))
            .map(each -> () -> describe(each, described, problems::add)),
        cancellation);
    return new BranchList(
        list.branches().stream().map(each -> described.getOrDefault(each.name(), each)).toList(),
        list.complete(),
        list.signed(),
        list.modified(),
        problems);
  }

  private void describe(Branch branch, Map<String, Branch> found, Consumer<Problem> problems) {
    try {
      Commit newest = repository.commit(branch.newest());
      found.put(
          branch.name(),
          new Branch(
              branch.name(), branch.newest(), Optional.of(newest.timestamp()), newest.version()));
    } catch (StoreException e) {
      problems.accept(e.problem());
    }
  }

  /**
   * Whether a commit is signed as the remote demands, and who signed it.
   *
   * @throws StoreException what keeps the commit or the keys from being read
   */
  public SignatureCheck signatures(Checksum commit) throws StoreException {
    return signatures.check(remote, repository, commit);
  }

  /** Whether a commit is in the system's own repository; says nothing of its files. */
  public boolean isHere(Checksum commit) {
    return here.has(commit.hex() + ".commit");
  }

  /**
   * The newest commit of a branch on the server.
   *
   * @throws StoreException NoSuchBranch, UnsafeName, ServerFailed or DamagedDownload
   */
  public Checksum newest(String branch) throws StoreException {
    if (!RefName.isName(branch)) {
      throw new StoreException(new Problem.UnsafeName(branch));
    }
    BranchList list = branches(List.of(branch));
    return list.find(branch)
        .map(Branch::newest)
        .orElseThrow(() -> new StoreException(new Problem.NoSuchBranch(remote.name(), branch)));
  }

  /**
   * The commit that {@code REMOTE:BRANCH} names on the server, or that a full checksum does, each
   * with any number of {@code ^} after it; empty for what names nothing there.
   *
   * @throws StoreException NoParent, NoSuchBranch, ServerFailed or DamagedDownload
   */
  public Optional<Checksum> resolve(String revision) throws StoreException {
    int caret = revision.indexOf('^');
    String name = caret < 0 ? revision : revision.substring(0, caret);
    String carets = caret < 0 ? "" : revision.substring(caret);
    Optional<Checksum> start = Checksum.parse(name);
    if (carets.chars().anyMatch(c -> c != '^') || (start.isEmpty() && !remote.has(name))) {
      return Optional.empty();
    }
    Checksum at =
        start.isPresent() ? start.get() : newest(name.substring(remote.name().length() + 1));
    for (int i = 0; i < carets.length(); i++) {
      Commit commit = repository.commit(at);
      String soFar = name + carets.substring(0, i + 1);
      at = commit.parent().orElseThrow(() -> new StoreException(new Problem.NoParent(soFar)));
    }
    return Optional.of(at);
  }

  /** Ends what is asked, and throws away what is too much in the cache; what is here stays open. */
  @Override
  public void close() {
    server.close();
    signatures.close();
    repository.close();
  }
}
