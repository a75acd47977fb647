package org.understory.store.libostree;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A C function of libostree, or of GLib and GIO on which it stands. It is looked up when it is
 * first used, so that one which the installed version lacks troubles only who calls it.
 *
 * <p>The shape names the result, then the parameters: {@code p} pointer, {@code i} int or gboolean,
 * {@code u} guint, {@code l} gsize, guint64 or gint64, {@code v} void.
 */
final class Fn {
  /** With it come the libraries that it is linked to. */
  static final String LIBRARY = "libostree-1.so.1";

  private final String name;
  private final String shape;
  private volatile @Nullable MethodHandle handle;

  Fn(String name, String shape) {
    this.name = name;
    this.shape = shape;
  }

  String name() {
    return name;
  }

  /** Whether the library is there. */
  static boolean libraryFound() {
    return Library.FOUND.isPresent();
  }

  /** Whether the installed libraries have it. */
  boolean available() {
    return Library.FOUND.flatMap(library -> library.find(name)).isPresent();
  }

  /** Its result that is a pointer. Never Java's null, but {@link MemorySegment#NULL}. */
  MemorySegment pointer(Object... arguments) {
    return (MemorySegment) invoke(arguments);
  }

  /** Its result of 32 bits. */
  int number(Object... arguments) {
    return (int) invoke(arguments);
  }

  /** Its result of 64 bits. */
  long word(Object... arguments) {
    return (long) invoke(arguments);
  }

  /** Whether its gboolean is TRUE. */
  boolean yes(Object... arguments) {
    return number(arguments) != 0;
  }

  /** For a function that returns nothing. */
  void run(Object... arguments) {
    invoke(arguments);
  }

  /** Where it is, to be given to C as a pointer to a function. */
  MemorySegment address() {
    return Library.FOUND
        .flatMap(library -> library.find(name))
        .orElseThrow(() -> new UnsatisfiedLinkError(name + " is not in the installed libraries"));
  }

  // A void function gives null.
  @SuppressWarnings("NullAway")
  private Object invoke(Object... arguments) {
    MethodHandle here = handle;
    if (here == null) {
      here = link();
      handle = here;
    }
    try {
      return (Object) here.invokeExact(arguments);
    } catch (RuntimeException | Error failure) {
      throw failure;
    } catch (Throwable failure) {
      throw new IllegalStateException("a downcall throws nothing of its own", failure);
    }
  }

  @SuppressWarnings("restricted") // this room is for it
  private MethodHandle link() {
    MemoryLayout[] parameters =
        shape.substring(1).chars().mapToObj(Fn::layout).toArray(MemoryLayout[]::new);
    FunctionDescriptor descriptor =
        shape.charAt(0) == 'v'
            ? FunctionDescriptor.ofVoid(parameters)
            : FunctionDescriptor.of(layout(shape.charAt(0)), parameters);
    return Linker.nativeLinker()
        .downcallHandle(address(), descriptor)
        .asSpreader(Object[].class, parameters.length)
        .asType(MethodType.methodType(Object.class, Object[].class));
  }

  private static MemoryLayout layout(int letter) {
    return switch (letter) {
      case 'p' -> ValueLayout.ADDRESS;
      case 'i', 'u' -> ValueLayout.JAVA_INT;
      case 'l' -> ValueLayout.JAVA_LONG;
      default -> throw new IllegalArgumentException("no such letter: " + (char) letter);
    };
  }

  /** Opened when first asked for, and never closed: GLib keeps threads and types. */
  private static final class Library {
    private static final Optional<SymbolLookup> FOUND = open();

    @SuppressWarnings("restricted") // this room is for it
    private static Optional<SymbolLookup> open() {
      try {
        return Optional.of(SymbolLookup.libraryLookup(LIBRARY, Arena.global()));
      } catch (IllegalArgumentException notThere) {
        return Optional.empty();
      }
    }
  }
}
