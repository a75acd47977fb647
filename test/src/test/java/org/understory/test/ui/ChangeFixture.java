package org.understory.test.ui;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.understory.app.state.SystemChoice;
import org.understory.model.system.Deployment;
import org.understory.model.system.SystemSnapshot;
import org.understory.test.kit.DemoCopy;
import org.understory.test.kit.DemoFixture;
import org.understory.test.kit.Person;

/**
 * Somebody at the window of the demo system, by the engine that the program has for it: who only
 * looks at plans at the one that all tests share, who changes something at a copy.
 */
abstract class ChangeFixture {
  final SystemSnapshot system = DemoFixture.snapshot();
  final Deployment running = system.booted().orElseThrow();
  final Deployment rollback = system.rollback().orElseThrow();
  final Deployment staged =
      system.deployments().stream().filter(Deployment::staged).findFirst().orElseThrow();
  Optional<DemoCopy> made = Optional.empty();
  Person person;
  @TempDir Path home;

  @AfterEach
  void close() {
    person.close();
    made.ifPresent(DemoCopy::close);
  }

  /** At the demo that all tests share. */
  void looking(String screen) {
    person = Person.at(new SystemChoice.Demo(DemoFixture.folder()), home, settings(screen));
  }

  /** At a demo of one's own. */
  DemoCopy changing(String screen) {
    DemoCopy demo = copy();
    at(demo, screen);
    return demo;
  }

  DemoCopy copy() {
    DemoCopy demo = DemoCopy.make();
    made = Optional.of(demo);
    return demo;
  }

  void at(DemoCopy demo, String screen) {
    person = Person.at(demo.choice(), home, settings(screen));
  }

  static String[] settings(String screen) {
    return new String[] {"screen=" + screen, "frame=0,0,1000,1000,normal"};
  }

  static List<String> ids(DemoCopy demo) {
    return demo.snapshot().deployments().stream().map(Deployment::id).toList();
  }

  static Deployment now(DemoCopy demo, Deployment before) {
    return demo.snapshot().deployments().stream()
        .filter(each -> each.id().equals(before.id()))
        .findFirst()
        .orElseThrow();
  }

  /** What waits for the shutdown. */
  static Deployment waiting(DemoCopy demo) {
    Optional<Deployment> staged =
        demo.snapshot().deployments().stream().filter(Deployment::staged).findFirst();
    return staged.orElseThrow();
  }

  void choose(Deployment deployment, String action) {
    person.clickOn("#more-" + place(deployment));
    person.clickOn(".context-menu", action);
  }

  static int place(Deployment deployment) {
    return deployment.index() + 1;
  }

  static String version(Deployment deployment) {
    return deployment.version().orElseThrow();
  }
}
