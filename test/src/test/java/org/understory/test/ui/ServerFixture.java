package org.understory.test.ui;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.understory.test.kit.DemoCopy;
import org.understory.test.kit.FarVersions;
import org.understory.test.kit.RepositoryServer;

/** A copy of the demo, and over HTTP the server of its publisher with versions that it lacks. */
abstract class ServerFixture {
  @TempDir private static Path shared;
  static FarVersions far;

  DemoCopy demo;
  RepositoryServer server;

  @BeforeAll
  static void publish() throws IOException {
    far = FarVersions.publish(shared);
  }

  @AfterAll
  static void end() {
    far.close();
  }

  @BeforeEach
  void serve() {
    demo = DemoCopy.make();
    server = RepositoryServer.serve(far.repository());
    demo.fetchFrom(server.url());
  }

  @AfterEach
  void stopServing() {
    server.close();
    demo.close();
  }
}
