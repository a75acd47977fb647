package org.understory.test.bus;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.understory.test.kit.BusPerson;
import org.understory.test.kit.HelperLab;
import org.understory.test.kit.SystemLab;

/** The helper's front on a bus of its own, for all tests of a class. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class HelperFixture {
  @TempDir static Path folder;
  private final SystemLab.Kind kind;
  private final HelperLab.Patience patience;
  HelperLab helper;

  HelperFixture(SystemLab.Kind kind, HelperLab.Patience patience) {
    this.kind = kind;
    this.patience = patience;
  }

  @BeforeAll
  void start() {
    assumeTrue(SystemLab.possible());
    helper = new HelperLab(kind, folder, patience, false);
  }

  @AfterAll
  void stop() {
    if (helper != null) {
      helper.close();
    }
  }

  BusPerson person(String user) {
    BusPerson person = helper.lab().person(user);
    person.connect();
    return person;
  }
}
