package org.understory.test.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** Somebody who reads a repository in a way that has whoever wants to prune it wait. */
public final class RepositoryLock implements AutoCloseable {
  private static final String PROGRAM =
      """
      import fcntl, sys
      lock = open(sys.argv[1], 'r+')
      fcntl.flock(lock, fcntl.LOCK_EX)
      fcntl.lockf(lock, fcntl.LOCK_EX)
      print('held', flush=True)
      sys.stdin.read()
      """;

  private final Process holder;

  private RepositoryLock(Process holder) {
    this.holder = holder;
  }

  /** Takes the lock and keeps it. */
  public static RepositoryLock hold(Path repository) {
    try {
      String lock = repository.resolve(".lock").toString();
      Process holder = new ProcessBuilder("/usr/bin/python3", "-c", PROGRAM, lock).start();
      PrivateBus.firstLine(holder);
      return new RepositoryLock(holder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      holder.getOutputStream().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    holder.onExit().join();
  }
}
