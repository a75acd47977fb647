package org.understory.store.demo;

/**
 * One release of one package.
 *
 * @param step how many releases it has had since the year began; files that change with each
 *     release are made from it
 */
record DemoPackage(String name, Kind kind, String version, int release, int step) {
  /** Which files a package has. */
  enum Kind {
    BASE,
    RELEASE,
    KERNEL,
    LIB,
    APP,
    DAEMON,
    DATA,
    TZDATA,
    WALLPAPER,
    FONT
  }

  /** The architecture it is built for, as RPM calls it. */
  String arch() {
    return switch (kind) {
      case BASE, RELEASE, DATA, TZDATA, WALLPAPER, FONT -> "noarch";
      case KERNEL, LIB, APP, DAEMON -> "x86_64";
    };
  }

  /** The first number of the version. */
  String major() {
    int dot = version.indexOf('.');
    return dot < 0 ? version : version.substring(0, dot);
  }

  String versionRelease() {
    return version + "-" + release;
  }
}
