package org.understory.test.kit.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Cancellation;
import org.understory.model.plan.Event;
import org.understory.model.plan.Operation;
import org.understory.model.plan.Outcome;
import org.understory.model.plan.Plan;
import org.understory.model.plan.Request;
import org.understory.model.system.UpdateService;
import org.understory.store.engine.ActivityLog;
import org.understory.store.engine.Engine;
import org.understory.store.engine.JavaCommand;
import org.understory.store.engine.LocalEngine;
import org.understory.store.engine.WorkerMain;
import org.understory.store.engine.WorkerProcess;
import org.understory.store.sysroot.HostFiles;
import org.understory.test.kit.RepositoryLock;
import org.understory.test.kit.SysrootLock;
import org.understory.test.kit.TestSysroot;

/** A sysroot in a folder, which no computer runs. */
public final class LocalHost implements EngineHost {
  private final Path folder;
  private final TestSysroot sysroot;
  private final FernServer server;
  private final LocalEngine engine;

  /** Makes one in this folder. */
  public LocalHost(Path folder) {
    this.folder = folder;
    sysroot = TestSysroot.create(folder.resolve("sysroot"), BootedFern.NAME);
    server = new FernServer(folder, sysroot, "file://");
    for (int i = 0; i < 2; i++) {
      server.publish("stable");
      server.fetch("stable");
      sysroot.admin("deploy", "--os=fern", "--karg=root=LABEL=root", "--retain", "fern:stable");
    }
    Path none = folder.resolve("none");
    HostFiles nothingRuns = new HostFiles(none, none, none, none);
    engine =
        LocalEngine.ofFolder(sysroot.folder(), nothingRuns, new ActivityLog(folder.resolve("log")));
  }

  @Override
  public Engine engine() {
    return engine;
  }

  @Override
  public UpdateService service() {
    return UpdateService.LIBOSTREE;
  }

  @Override
  public List<String> command(List<String> program) {
    List<String> command = new ArrayList<>(List.of("env"));
    command.add("OSTREE_SYSROOT=" + sysroot.folder());
    command.add("OSTREE_SYSROOT_DEBUG=mutable-deployments");
    command.addAll(program);
    return command;
  }

  @Override
  public Path sysroot() {
    return sysroot.folder();
  }

  @Override
  public List<Path> folders() {
    return List.of(sysroot.folder());
  }

  @Override
  public String branch() {
    return "fern:stable";
  }

  @Override
  public String otherBranch() {
    return "fern:next";
  }

  @Override
  public Checksum publish(String branch) {
    return server.publish(branch.substring(branch.indexOf(':') + 1));
  }

  @Override
  public AutoCloseable occupy() {
    return SysrootLock.hold(sysroot.folder());
  }

  /** The process that it is in. */
  @Override
  public Killed kill(Consumer<Event> events) throws Exception {
    Path pid = folder.resolve("pid");
    List<String> command =
        new ArrayList<>(List.of("sh", "-c", "echo $$ > \"$0\"; exec \"$@\"", pid.toString()));
    command.addAll(JavaCommand.of(WorkerMain.class, Path.of("/")));
    command.addAll(List.of("own", sysroot.folder().toString(), folder.resolve("log").toString()));
    try (RepositoryLock _ = RepositoryLock.hold(sysroot.repository())) {
      Plan plan = engine.plan(new Operation.Prune());
      Outcome outcome =
          new WorkerProcess(command)
              .run(
                  LocalEngine.uid(),
                  Request.of(plan),
                  event -> {
                    events.accept(event);
                    if (event.equals(new Event.Phase(Event.Step.CLEANING))) {
                      end(pid);
                    }
                  },
                  new Cancellation());
      return new Killed(plan, outcome);
    }
  }

  private static void end(Path pid) {
    try {
      ProcessHandle worker =
          ProcessHandle.of(Long.parseLong(Files.readString(pid).strip())).orElseThrow();
      worker.destroyForcibly();
      worker.onExit().join();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {}
}
