package org.understory.store.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import org.understory.store.demo.DemoPackage.Kind;

/**
 * A package over the year. All days are days before the demo was made, so they count down.
 *
 * @param added the day it came; a year ago and more for most
 * @param removed the day it went; below zero for one that stays
 * @param releases when each release came out, the oldest first
 */
record DemoPackageLine(int added, int removed, List<Dated> releases) {
  private static final int EDITION = 196;
  private static final int WITHDRAWN_RELEASE = 76;
  private static final int WITHDRAWAL = 50;

  /** A release and its day. */
  record Dated(int day, DemoPackage release) {}

  /** Reads a line of {@code packages.txt}. */
  static DemoPackageLine parse(String line) {
    String[] words = line.split(" ");
    Kind kind = Kind.valueOf(words[1].toUpperCase(Locale.ROOT));
    int added = Integer.MAX_VALUE;
    int removed = -1;
    boolean withdrawn = false;
    for (String word : List.of(words).subList(3, words.length)) {
      if (word.startsWith("added=")) {
        added = Integer.parseInt(word.substring(6));
      } else if (word.startsWith("removed=")) {
        removed = Integer.parseInt(word.substring(8));
      } else {
        withdrawn = true;
      }
    }
    return new DemoPackageLine(added, removed, releases(words[0], kind, words[2], withdrawn));
  }

  /** What a branch that took everything of {@code day} and before has of it. */
  Optional<DemoPackage> at(int day) {
    if (day > added || day <= removed) {
      return Optional.empty();
    }
    DemoPackage newest = releases.getFirst().release();
    for (Dated dated : releases) {
      if (dated.day() >= day) {
        newest = dated.release();
      }
    }
    return Optional.of(newest);
  }

  private static List<Dated> releases(String name, Kind kind, String first, boolean withdrawn) {
    List<Dated> releases = new ArrayList<>();
    DemoPackage current = new DemoPackage(name, kind, first, 1, 0);
    releases.add(new Dated(Integer.MAX_VALUE, current));
    // Random's algorithm is part of its specification: every machine makes the same year.
    Random random = new Random(name.hashCode());
    if (kind == Kind.RELEASE) {
      releases.add(new Dated(EDITION, next(current, random)));
      return releases;
    }
    int between = daysBetween(kind, random);
    int day = 372 - random.nextInt(between);
    while (day > 0) {
      current = next(current, random);
      releases.add(new Dated(day, current));
      day -= between / 2 + random.nextInt(between);
    }
    if (withdrawn) {
      releases.removeIf(dated -> dated.day() < WITHDRAWN_RELEASE);
      DemoPackage good = releases.getLast().release();
      releases.add(new Dated(WITHDRAWN_RELEASE, next(good, random)));
      releases.add(new Dated(WITHDRAWAL, good));
    }
    return releases;
  }

  private static int daysBetween(Kind kind, Random random) {
    return switch (kind) {
      case KERNEL -> 45;
      case BASE, RELEASE -> 1000;
      case TZDATA, WALLPAPER, FONT -> 190;
      case LIB, APP, DAEMON, DATA -> 120 + random.nextInt(300);
    };
  }

  /** A rebuild, a fix or a feature release; of the distribution itself the next edition. */
  private static DemoPackage next(DemoPackage before, Random random) {
    int chance = random.nextInt(100);
    int step = before.step() + 1;
    if (chance < 15 && before.kind() != Kind.RELEASE) {
      return new DemoPackage(
          before.name(), before.kind(), before.version(), before.release() + 1, step);
    }
    String[] numbers = before.version().split("\\.");
    int raised = chance < 65 || numbers.length == 1 ? numbers.length - 1 : 1;
    numbers[raised] = Integer.toString(Integer.parseInt(numbers[raised]) + 1);
    for (int i = raised + 1; i < numbers.length; i++) {
      numbers[i] = "0";
    }
    return new DemoPackage(before.name(), before.kind(), String.join(".", numbers), 1, step);
  }
}
