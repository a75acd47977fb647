package org.understory.test.kit;

import java.nio.file.Path;
import java.util.List;
import org.understory.model.history.Checksum;
import org.understory.store.flatpak.Flatpak;
import org.understory.store.flatpak.FlatpakChanges;

/** A computer on which Flatpak has installed what people use, for pictures. */
public final class FlatpakShelf implements AutoCloseable {
  private static final String PHOTOS = "org.fern.Photos";

  private final FlatpakLab lab;
  private final FlatpakChanges changes;

  /** An application in its two versions, by what each may do. */
  private record App(String id, String name, String chinese, String first, String second) {}

  private static final List<App> APPS =
      List.of(
          new App("org.fern.Calendar", "Calendar", "日历", "shared=network;", ""),
          new App(
              "org.fern.Maps",
              "Maps",
              "地图",
              "sockets=wayland;",
              "sockets=wayland;\nshared=network;"),
          new App(
              PHOTOS,
              "Photos",
              "照片",
              "sockets=wayland;\nfilesystems=xdg-pictures:ro;",
              "sockets=wayland;\nfilesystems=home;"),
          new App("org.fern.Weather", "Weather", "天气", "shared=network;", ""));

  /** Makes it in this folder, with a server that runs until this is closed. */
  public FlatpakShelf(Path home) {
    lab = FlatpakLab.publish(home);
    changes = new FlatpakChanges(new Flatpak(FlatpakLab.environment(home)), home.resolve("state"));
    lab.install("--user");
    APPS.forEach(each -> lab.publish(each.id(), each.name(), each.chinese(), 1, each.first()));
    APPS.forEach(each -> lab.flatpak("install", "--user", "-y", "fern", each.id()));
    lab.flatpak("mask", "--user", "org.fern.Weather");
  }

  /** Publishes newer versions of some of it; the commit of the one that is updated last. */
  public Checksum publishNewer() {
    List<Checksum> newer =
        APPS.stream()
            .filter(each -> !each.second().isEmpty())
            .map(each -> lab.publish(each.id(), each.name(), each.chinese(), 2, each.second()))
            .toList();
    lab.publish(
        "runtime=org.fern.Platform/x86_64/1",
        "sockets=wayland;x11;\nfilesystems=home;\n[Session Bus Policy]\norg.fern.Spell=talk");
    return newer.getLast();
  }

  /** What publishes it. */
  public FlatpakLab lab() {
    return lab;
  }

  /** What is installed. */
  public FlatpakChanges changes() {
    return changes;
  }

  @Override
  public void close() {
    lab.close();
  }
}
