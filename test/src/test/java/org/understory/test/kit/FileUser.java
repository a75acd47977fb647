package org.understory.test.kit;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.concurrent.Callable;

/** Has one thread of root open files as an ordinary user ({@code setfsuid(2)}). */
public final class FileUser {
  private static final int NOBODY = 65534;
  private static final MethodHandle SETFSUID = handle("setfsuid");
  private static final MethodHandle SETFSGID = handle("setfsgid");

  private FileUser() {}

  /** Gives what {@code work} gives where it may open no more than everybody may. */
  public static <T> T nobody(Callable<T> work) throws Exception {
    set(NOBODY);
    try {
      return work.call();
    } finally {
      set(0);
    }
  }

  private static void set(int id) {
    try {
      // Each answers what was before, even where it refuses: so ask a second time.
      int group = (int) SETFSGID.invokeExact(id);
      int user = (int) SETFSUID.invokeExact(id);
      group = (int) SETFSGID.invokeExact(id);
      user = (int) SETFSUID.invokeExact(id);
      if (group != id || user != id) {
        throw new AssertionError("setfsuid needs root");
      }
    } catch (Error | RuntimeException e) {
      throw e;
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  @SuppressWarnings("restricted")
  private static MethodHandle handle(String name) {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(
        linker.defaultLookup().find(name).orElseThrow(),
        FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
  }
}
