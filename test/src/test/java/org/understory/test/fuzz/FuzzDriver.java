package org.understory.test.fuzz;

import java.util.Arrays;

/**
 * Where Jazzer comes in: it calls these two methods by their names ({@code test/fuzz}).
 *
 * @see <a href="https://github.com/CodeIntelligenceTesting/jazzer">Jazzer</a>
 */
public final class FuzzDriver {
  /** One in so many inputs is also tried large, which takes as long as many hundred small ones. */
  private static final int SELDOM = 2048;

  /** Seconds for a large one: Jazzer watches each step, which takes ten times as long. */
  private static final int LIMIT = 15;

  /** Of the time, one part in so many goes to large ones, whatever they take. */
  private static final int SHARE = 5;

  private static final long START = System.nanoTime();
  private static long large;

  private static Target target = Targets.all().getFirst();

  private FuzzDriver() {}

  /** Chooses the target by its name. */
  public static void fuzzerInitialize(String[] arguments) {
    target = Targets.of(arguments[0]);
  }

  /** Tries one input. */
  public static void fuzzerTestOneInput(byte[] input) {
    target.run(input);
    long now = System.nanoTime();
    if (input.length > 0
        && Math.floorMod(Arrays.hashCode(input), SELDOM) == 0
        && large <= (now - START) / SHARE) {
      Clock.within(LIMIT, () -> target.run(Target.large(input)));
      large += System.nanoTime() - now;
    }
  }
}
