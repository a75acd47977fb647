package org.understory.store.demo;

import java.nio.file.Path;
import org.understory.model.system.Deployment;
import org.understory.store.sysroot.HostFiles;

/** Where everything is in the folder of a demo system. */
record DemoLayout(Path folder) {
  /** Raised whenever a newer program makes another demo: an older one is then made anew. */
  static final String VERSION = "8\n";

  /** Says that the demo is whole; its content is {@link #VERSION}. */
  Path stamp() {
    return folder.resolve("version");
  }

  Path sysroot() {
    return folder.resolve("sysroot");
  }

  Path repository() {
    return sysroot().resolve("ostree/repo");
  }

  /**
   * What is on the server that the remote {@code demo} stands for: an archive, as servers have, of
   * what was published of late.
   */
  Path remote() {
    return folder.resolve("remote");
  }

  /** Why there is no staged update, where there is none. */
  Path stagingRefusal() {
    return folder.resolve("staging-refusal");
  }

  /** What was done to it. */
  Path activity() {
    return folder.resolve("activity");
  }

  /** Only there while the demo is made. */
  Path work() {
    return folder.resolve("work");
  }

  /** What the demo's running system would have in {@code /}, {@code /proc} and {@code /run}. */
  HostFiles host() {
    Path host = hostFolder();
    return new HostFiles(
        host.resolve("root"), sysroot(), host.resolve("proc/cmdline"), host.resolve("run"));
  }

  Path hostFolder() {
    return folder.resolve("host");
  }

  Path deployment(Deployment deployment) {
    return sysroot()
        .resolve("ostree/deploy")
        .resolve(deployment.stateroot())
        .resolve("deploy")
        .resolve(deployment.checksum().hex() + "." + deployment.serial());
  }
}
