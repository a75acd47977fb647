package org.understory.store.libostree;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;

/**
 * A program with a pipe of its own at descriptor {@value #PROGRESS}, which Java gives to none: it
 * closes all but the first three. Started without a shell, in a process group of its own, with an
 * empty standard input; what it prints on both outputs comes together.
 */
public final class PipedProgram implements AutoCloseable {
  /** Where it finds the pipe. */
  public static final int PROGRESS = 3;

  private static final Fn PIPE = new Fn("pipe2", "ipi");
  private static final Fn CLOSE = new Fn("close", "ii");
  private static final Fn INIT_ACTIONS = new Fn("posix_spawn_file_actions_init", "ip");
  private static final Fn ADD_DUP = new Fn("posix_spawn_file_actions_adddup2", "ipii");
  private static final Fn ADD_OPEN = new Fn("posix_spawn_file_actions_addopen", "ipipiu");

  /** glibc 2.34. Java opens most of its files so that they would be passed on. */
  private static final Fn ADD_CLOSE_FROM =
      new Fn("posix_spawn_file_actions_addclosefrom_np", "ipi");

  private static final Fn DESTROY_ACTIONS = new Fn("posix_spawn_file_actions_destroy", "ip");
  private static final Fn INIT_ATTRIBUTES = new Fn("posix_spawnattr_init", "ip");
  private static final Fn SET_FLAGS = new Fn("posix_spawnattr_setflags", "ipi");
  private static final Fn DESTROY_ATTRIBUTES = new Fn("posix_spawnattr_destroy", "ip");
  private static final Fn SPAWN = new Fn("posix_spawn", "ipppppp");
  private static final Fn WAITID = new Fn("waitid", "iiipi");
  private static final Fn WAITPID = new Fn("waitpid", "iipi");
  private static final Fn KILL = new Fn("kill", "iii");

  /** More than glibc and musl need for the structures of posix_spawn (80 and 336). */
  private static final int STRUCTURE = 512;

  private static final int O_CLOEXEC = 02000000;
  private static final int SET_GROUP = 2; // POSIX_SPAWN_SETPGROUP
  private static final int P_PID = 1;
  private static final int WEXITED = 4;
  private static final int WNOWAIT = 0x01000000;
  private static final int SIGTERM = 15;
  private static final int SIGKILL = 9;
  private static final int SIGNALLED = 0x7f;

  private final int process;
  private final InputStream progress;
  private final InputStream output;
  private boolean gone;

  private PipedProgram(int process, InputStream progress, InputStream output) {
    this.process = process;
    this.progress = progress;
    this.output = output;
  }

  /**
   * Starts one.
   *
   * @param command path of the program, and its arguments
   * @param environment {@code NAME=VALUE}, and nothing else
   * @throws IOException where it can't be started
   * @throws UnsatisfiedLinkError where the C library is too old to keep this process's files from
   *     it
   */
  public static PipedProgram start(List<String> command, List<String> environment)
      throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      Pipe progress = Pipe.open(arena);
      Pipe output = Pipe.open(arena);
      MemorySegment actions = arena.allocate(STRUCTURE, Long.BYTES);
      MemorySegment attributes = arena.allocate(STRUCTURE, Long.BYTES);
      MemorySegment id = arena.allocate(ValueLayout.JAVA_INT);
      try {
        INIT_ACTIONS.number(actions);
        INIT_ATTRIBUTES.number(attributes);
        SET_FLAGS.number(attributes, SET_GROUP);
        ADD_OPEN.number(actions, 0, arena.allocateFrom("/dev/null"), 0, 0);
        // The pipes are no lower than 3, and the one that may be there is moved last.
        ADD_DUP.number(actions, output.write, 1);
        ADD_DUP.number(actions, output.write, 2);
        ADD_DUP.number(actions, progress.write, PROGRESS);
        ADD_CLOSE_FROM.number(actions, PROGRESS + 1);
        int failure =
            SPAWN.number(
                id,
                arena.allocateFrom(command.getFirst()),
                actions,
                attributes,
                texts(arena, command),
                texts(arena, environment));
        if (failure != 0) {
          throw new IOException(command.getFirst() + ": errno " + failure);
        }
        InputStream told = progress.reader();
        return new PipedProgram(id.get(ValueLayout.JAVA_INT, 0), told, output.reader());
      } finally {
        DESTROY_ACTIONS.number(actions);
        DESTROY_ATTRIBUTES.number(attributes);
        progress.close();
        output.close();
      }
    }
  }

  /** Both ends of a pipe, as descriptors of this process. */
  private record Pipe(int read, int write) {
    static Pipe open(Arena arena) throws IOException {
      MemorySegment ends = arena.allocate(ValueLayout.JAVA_INT, 2);
      if (PIPE.number(ends, O_CLOEXEC) != 0) {
        throw new IOException("no pipe");
      }
      return new Pipe(
          ends.getAtIndex(ValueLayout.JAVA_INT, 0), ends.getAtIndex(ValueLayout.JAVA_INT, 1));
    }

    /** Opened anew, so that Java closes it itself. */
    InputStream reader() throws IOException {
      return new FileInputStream("/proc/self/fd/" + read);
    }

    void close() {
      CLOSE.number(read);
      CLOSE.number(write);
    }
  }

  private static MemorySegment texts(Arena arena, List<String> texts) {
    MemorySegment array = arena.allocate(ValueLayout.ADDRESS, texts.size() + 1L);
    for (int i = 0; i < texts.size(); i++) {
      array.setAtIndex(ValueLayout.ADDRESS, i, arena.allocateFrom(texts.get(i)));
    }
    return array; // ends with a null pointer
  }

  /** What it writes to the pipe, to its end. */
  public InputStream progress() {
    return progress;
  }

  /** What it prints, to its end. */
  public InputStream output() {
    return output;
  }

  /** Waits for its end: its exit status, or 128 and the number of the signal that ended it. */
  public int await() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment place = arena.allocate(STRUCTURE, Long.BYTES);
      // Its number stays its own until it was asked for.
      WAITID.number(P_PID, process, place, WEXITED | WNOWAIT);
      synchronized (this) {
        WAITPID.number(process, place, 0);
        gone = true;
      }
      int status = place.get(ValueLayout.JAVA_INT, 0);
      int signal = status & SIGNALLED;
      return signal == 0 ? status >> 8 & 0xff : 128 + signal;
    }
  }

  /** Has it and all that it started end, by force or not. Nothing where it is gone. */
  public synchronized void end(boolean force) {
    if (!gone) {
      KILL.number(-process, force ? SIGKILL : SIGTERM);
    }
  }

  @Override
  public void close() throws IOException {
    progress.close();
    output.close();
  }
}
