package org.understory.test.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** Another program that is changing a sysroot, as far as others can tell: it holds its lock. */
public final class SysrootLock implements AutoCloseable {
  private static final String PROGRAM =
      """
      import sys, gi
      gi.require_version('OSTree', '1.0')
      from gi.repository import OSTree, Gio
      sysroot = OSTree.Sysroot.new(Gio.File.new_for_path(sys.argv[1]))
      sysroot.load(None)
      sysroot.lock()
      print('locked', flush=True)
      sys.stdin.read()
      """;

  private final Process holder;

  private SysrootLock(Process holder) {
    this.holder = holder;
  }

  /** Takes the lock and keeps it. */
  public static SysrootLock hold(Path sysroot) {
    try {
      Process holder =
          new ProcessBuilder("/usr/bin/python3", "-c", PROGRAM, sysroot.toString())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      PrivateBus.firstLine(holder);
      return new SysrootLock(holder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Process id of that program. */
  public long holder() {
    return holder.pid();
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
