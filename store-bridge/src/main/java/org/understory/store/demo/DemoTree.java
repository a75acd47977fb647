package org.understory.store.demo;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.understory.store.demo.DemoEntry.File;
import org.understory.store.demo.DemoEntry.Folder;
import org.understory.store.demo.DemoEntry.Link;

/** The files of a package, by path below the root without a leading slash. */
final class DemoTree {
  private static final String[] LANGUAGES = {"de", "es", "fr", "ja", "pt_BR", "zh_CN"};
  private static final String[] ICON_SIZES = {"16x16", "48x48", "scalable"};
  private static final String[] LICENCES = {"GPL-3.0-or-later", "LGPL-2.1-or-later", "MIT"};
  private static final String[] FACES = {"Regular", "Bold", "Italic", "BoldItalic"};
  private static final String[] REGIONS = {"Africa", "America", "Asia", "Europe", "Pacific"};
  private static final String[] DRIVERS = {"net", "gpu", "usb", "block", "sound", "input"};
  private static final int PROGRAM = 0755;
  private static final int PLAIN = 0644;
  private static final int SETUID_PROGRAM = 04755;

  private final Map<String, DemoEntry> entries = new HashMap<>();

  private DemoTree() {}

  /** The files of one package in an image of this version. */
  static Map<String, DemoEntry> of(DemoPackage each, String version) {
    DemoTree tree = new DemoTree();
    tree.common(each);
    switch (each.kind()) {
      case BASE -> tree.base();
      case RELEASE -> tree.release(each, version);
      case KERNEL -> tree.kernel(each);
      case LIB -> tree.library(each);
      case APP -> tree.program(each);
      case DAEMON -> tree.service(each);
      case DATA -> tree.numbered(each, "usr/share/" + each.name() + "/part", 12);
      case TZDATA -> tree.zones(each);
      case WALLPAPER -> tree.wallpapers(each);
      case FONT -> tree.fonts(each);
    }
    return Map.copyOf(tree.entries);
  }

  private void common(DemoPackage each) {
    String name = each.name();
    String licence = LICENCES[Math.floorMod(name.hashCode(), LICENCES.length)];
    // Documentation got the ending .md in the course of the year: a rename without a change.
    String readme = each.step() < 2 ? "README" : "README.md";
    file("usr/share/licenses/" + name + ".txt", licence, PLAIN, () -> prose(licence, 60));
    file("usr/share/doc/" + name + "/" + readme, "readme " + name, PLAIN, () -> prose(name, 12));
    text(
        "usr/share/doc/" + name + "/NEWS",
        name + " " + each.versionRelease() + "\n\n* fixes and translations\n");
  }

  /** What ostree-prepare-root and the boot need, as the OSTree manual has it. */
  private void base() {
    for (String folder : new String[] {"boot", "dev", "proc", "run", "sys", "sysroot", "var"}) {
      entries.put(folder, new Folder());
    }
    for (String folder : new String[] {"bin", "sbin", "lib", "lib64"}) {
      link(folder, "usr/" + folder);
    }
    link("ostree", "sysroot/ostree");
    link("home", "var/home");
    link("opt", "var/opt");
    link("root", "var/roothome");
    link("tmp", "sysroot/tmp");
    text("usr/etc/fstab", "# Filled in by the installer.\n");
    text("usr/etc/hosts", "127.0.0.1 localhost\n::1 localhost\n");
    text("usr/etc/passwd", "root:x:0:0:root:/root:/bin/bash\n");
    text("usr/etc/group", "root:x:0:\nwheel:x:10:\n");
    text("usr/lib/tmpfiles.d/fern.conf", "d /var/home 0755 root root -\n");
  }

  private void release(DemoPackage each, String version) {
    String edition = each.version();
    text(
        "usr/lib/os-release",
        "NAME=\"Fern Linux\"\nID=fern\nVERSION_ID=%s\nVERSION=\"%s\"\n".formatted(edition, version)
            + "PRETTY_NAME=\"Fern Linux %s\"\nOSTREE_VERSION=\"%s\"\n".formatted(edition, version));
    link("usr/etc/os-release", "../usr/lib/os-release");
    text("usr/etc/fern-release", "Fern Linux release " + edition + "\n");
    text("usr/etc/motd", "Welcome to Fern Linux " + version + ".\n");
    text("usr/etc/issue", issue(version));
    text("usr/etc/issue.net", issue(version));
    // Edition 41 keeps the vendor's own settings below /usr.
    String settings = edition.equals("40") ? "usr/etc/sysctl.d/" : "usr/lib/sysctl.d/";
    text(settings + "50-fern.conf", "kernel.sysrq = 16\nnet.core.default_qdisc = fq_codel\n");
    text("usr/etc/yum.repos.d/fern.repo", "[fern]\nname=Fern " + edition + "\nenabled=1\n");
  }

  /** What an image says of itself before a login. */
  static String issue(String version) {
    return "Fern Linux " + version + "\n";
  }

  private void kernel(DemoPackage each) {
    String uname = uname(each);
    String folder = "usr/lib/modules/" + uname + "/";
    made(folder + "vmlinuz", "vmlinuz " + uname, PROGRAM, 60_000);
    made(folder + "initramfs.img", "initramfs " + uname, 0600, 90_000);
    text(folder + "config", "CONFIG_LOCALVERSION=\"-fern\"\nCONFIG_VERSION=\"" + uname + "\"\n");
    for (String driver : DRIVERS) {
      for (int i = 0; i < 10; i++) {
        String path = folder + "kernel/drivers/" + driver + "/" + driver + i + ".ko.xz";
        // A tenth of the drivers changes with each release, the others only move along.
        int changed = (each.step() + 9 - i) / 10;
        made(path, driver + i + " " + changed, PLAIN, 3000 + 97 * i);
      }
    }
  }

  /** As {@code uname -r} shows a kernel package. */
  static String uname(DemoPackage kernel) {
    return kernel.versionRelease() + ".fern.x86_64";
  }

  private void library(DemoPackage each) {
    String so = "lib" + each.name().replaceFirst("^lib", "") + ".so.";
    made("usr/lib64/" + so + each.version(), each.name() + each.step(), PROGRAM, size(each));
    link("usr/lib64/" + so + each.major(), so + each.version());
    numbered(each, "usr/share/" + each.name() + "/data", 4);
  }

  private void program(DemoPackage each) {
    String name = each.name();
    int mode = name.equals("sudo") || name.equals("shadow-utils") ? SETUID_PROGRAM : PROGRAM;
    made("usr/bin/" + name, name + each.step(), mode, size(each));
    made("usr/share/man/man1/" + name + ".1.gz", "man " + name + each.major(), PLAIN, 1500);
    text(
        "usr/share/bash-completion/completions/" + name,
        "complete -F _" + name + " " + name + "\n");
    if (name.startsWith("gnome-") || name.length() % 3 == 0) {
      desktop(each);
    }
  }

  private void desktop(DemoPackage each) {
    String name = each.name();
    text("usr/share/applications/" + name + ".desktop", "[Desktop Entry]\nExec=" + name + "\n");
    for (String language : LANGUAGES) {
      String path = "usr/share/locale/" + language + "/LC_MESSAGES/" + name + ".mo";
      made(path, language + name + each.step() / 3, PLAIN, 2200);
    }
    for (String size : ICON_SIZES) {
      String path = "usr/share/icons/hicolor/" + size + "/apps/" + name + ".png";
      made(path, size + name, PLAIN, 1200);
    }
  }

  private void service(DemoPackage each) {
    String name = each.name();
    made("usr/libexec/" + name, name + each.step(), PROGRAM, size(each));
    text(
        "usr/lib/systemd/system/" + name + ".service",
        "[Service]\nExecStart=/usr/libexec/%s\n".formatted(name));
    link(
        "usr/etc/systemd/system/multi-user.target.wants/" + name + ".service",
        "/usr/lib/systemd/system/" + name + ".service");
    file(
        "usr/etc/" + name + "/" + name + ".conf",
        "settings " + name + each.step(),
        PLAIN,
        () -> DemoContent.settings(name, each.step()));
    text("usr/lib/sysusers.d/" + name + ".conf", "u " + name + " - \"" + name + "\"\n");
    made("usr/share/man/man8/" + name + ".8.gz", "man " + name + each.major(), PLAIN, 1800);
    numbered(each, "usr/lib64/plugins/" + name, 5);
  }

  private void zones(DemoPackage each) {
    for (String region : REGIONS) {
      for (int i = 0; i < 40; i++) {
        String zone = region + "/City" + (i + 1);
        int changed = i % 13 == each.step() % 13 ? each.step() : 0;
        made("usr/share/zoneinfo/" + zone, zone + changed, PLAIN, 900);
      }
    }
  }

  private void wallpapers(DemoPackage each) {
    // Moved to the folder that all desktops look into: large files, same content.
    String folder = each.step() < 1 ? "usr/share/backgrounds/fern/" : "usr/share/wallpapers/fern/";
    for (int i = 1; i <= 8; i++) {
      made(folder + "forest-" + i + ".jxl", "forest" + i, PLAIN, 24_000 + 1000 * i);
    }
  }

  private void fonts(DemoPackage each) {
    String name = each.name();
    for (String face : FACES) {
      String path = "usr/share/fonts/" + name + "/" + name + "-" + face + ".ttf";
      made(path, name + face + each.step(), PLAIN, 9000);
    }
    String conf = "60-" + name + ".conf";
    text("usr/share/fontconfig/conf.avail/" + conf, "<fontconfig>" + name + "</fontconfig>\n");
    link("usr/etc/fonts/conf.d/" + conf, "../../../share/fontconfig/conf.avail/" + conf);
  }

  /** Files of which one changes with each release. */
  private void numbered(DemoPackage each, String prefix, int count) {
    for (int i = 0; i < count; i++) {
      int changed = (each.step() + count - 1 - i) / count;
      made(prefix + i, each.name() + i + " " + changed, PLAIN, 500 + 137 * i);
    }
  }

  private static int size(DemoPackage each) {
    return 1800 + Math.floorMod(each.name().hashCode(), 2000) + 40 * each.step();
  }

  private void made(String path, String key, int mode, int size) {
    file(path, "made " + key + " " + size, mode, () -> DemoContent.binary(key, size));
  }

  private void text(String path, String text) {
    file(path, "text " + text, PLAIN, () -> DemoContent.bytes(text));
  }

  private static byte[] prose(String title, int lines) {
    return DemoContent.prose(title, title, lines);
  }

  private void file(String path, String key, int mode, Supplier<byte[]> content) {
    entries.put(path, new File(key, mode, content));
  }

  private void link(String path, String target) {
    entries.put(path, new Link(target));
  }
}
