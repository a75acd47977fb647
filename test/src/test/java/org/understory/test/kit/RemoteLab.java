package org.understory.test.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.StoreException;
import org.understory.model.remote.Remote;
import org.understory.store.remote.Limits;
import org.understory.store.remote.RemoteHistory;
import org.understory.store.repo.Repository;

/**
 * A repository on a server of this computer, and one that downloads from it, where the remote is
 * called {@code far}.
 */
public final class RemoteLab implements AutoCloseable {
  /** What the program says that it is. */
  public static final String AGENT = "Understory/test";

  private static final String ORIGIN = "origin";
  private static final String HERE = "here";

  private final Path folder;
  private final TestRepository origin;
  private final TestRepository here;
  private final RepositoryServer server;

  /** Makes both, empty, in this folder. */
  public RemoteLab(Path folder) {
    this(folder, TestRepository.create(folder.resolve(HERE), "bare-user-only"));
  }

  /** The same with what downloads from it. */
  public RemoteLab(Path folder, TestRepository here) {
    this(folder, TestRepository.create(folder.resolve(ORIGIN), "archive"), here);
    here.ostree("remote", "add", "--no-gpg-verify", "far", server.url());
  }

  private RemoteLab(Path folder, TestRepository origin, TestRepository here) {
    this.folder = folder;
    this.origin = origin;
    this.here = here;
    this.server = RepositoryServer.serve(origin.path());
  }

  /** A copy of both in another folder, on a server of its own. */
  public RemoteLab copy(Path target) {
    for (TestRepository each : List.of(origin, here)) {
      Command.run("cp", "-a", each.path().toString(), target.toString());
    }
    RemoteLab copy =
        new RemoteLab(
            target,
            new TestRepository(target.resolve(ORIGIN)),
            new TestRepository(target.resolve(HERE)));
    copy.set("url", copy.server.url());
    return copy;
  }

  /** What is on the server. */
  public TestRepository origin() {
    return origin;
  }

  /** What downloads from it. */
  public TestRepository here() {
    return here;
  }

  /** The server. */
  public RepositoryServer server() {
    return server;
  }

  /** Where what is fetched is kept. */
  public Path cache() {
    return folder.resolve("cache");
  }

  /** Commits a tree of these files, {@code path=content}, to a branch of the server. */
  public Checksum commit(String branch, int hour, String... files) {
    Path tree = folder.resolve("tree");
    Command.run("rm", "-rf", tree.toString());
    try {
      for (String file : files) {
        Path path = tree.resolve(file.substring(0, file.indexOf('=')));
        Files.createDirectories(path.getParent());
        Files.writeString(path, file.substring(file.indexOf('=') + 1));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return origin.commit(
        branch,
        tree,
        "--canonical-permissions",
        "--add-metadata-string=version=" + hour + ".0",
        "--timestamp=@" + (1_700_000_000 + 3600 * hour));
  }

  /** Sets an option of the remote. */
  public void set(String key, String value) {
    here.ostree("config", "set", "--group=remote \"far\"", key, value);
  }

  /** What is here and there, asked with the usual patience. */
  public RemoteHistory open() throws StoreException {
    return open(Limits.USUAL, new Cancellation());
  }

  /** The same with other patience. */
  public RemoteHistory open(Limits limits, Cancellation cancellation) throws StoreException {
    Repository repository = here.open();
    Remote remote = repository.remotes(Optional.empty()).find("far").orElseThrow();
    return RemoteHistory.open(
        repository, Optional.empty(), remote, cache(), AGENT, limits, cancellation);
  }

  /** Changes one byte in the middle. */
  public static byte[] damaged(byte[] content) {
    byte[] other = Arrays.copyOf(content, content.length);
    other[content.length / 2] ^= 1;
    return other;
  }

  @Override
  public void close() {
    server.close();
  }
}
