package org.understory.test.bus;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.understory.test.kit.SystemdLab;

/** A system with the helper as it is installed, under a real systemd, for all tests of a class. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SystemdFixture {
  SystemdLab lab;

  @BeforeAll
  void start() {
    assumeTrue(SystemdLab.obstacle().isEmpty(), SystemdLab.obstacle());
    lab = make();
  }

  /** The system that all tests of the class share. */
  SystemdLab make() {
    return new SystemdLab();
  }

  @AfterAll
  void stop() {
    if (lab != null) {
      lab.close();
    }
  }
}
