package org.understory.test.kit.engine;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.understory.model.history.Checksum;
import org.understory.model.plan.Event;
import org.understory.model.plan.Outcome;
import org.understory.model.plan.Plan;
import org.understory.model.system.UpdateService;
import org.understory.store.engine.Engine;

/**
 * A computer with an engine, on which {@link EngineContract} tries what every engine promises. It
 * has at least two deployments of one stateroot, none of which is pinned or staged.
 */
public interface EngineHost extends AutoCloseable {
  /** Who changes it. */
  Engine engine();

  /** Whose business its updates are. */
  UpdateService service();

  /** What starts this program, as root, where the system runs or can be changed. */
  List<String> command(List<String> program);

  /** Where libostree finds the sysroot there. */
  default Path sysroot() {
    return Path.of("/");
  }

  /** Folders on this computer that hold all that planning must leave alone. */
  List<Path> folders();

  /** The branch that is followed. */
  String branch();

  /** Another one, from the same place. */
  String otherBranch();

  /** What libostree there knows the followed branch by. */
  default String ref() {
    return branch();
  }

  /** Whether a look at this branch gets to a server. */
  default boolean answers(String branch) {
    return true;
  }

  /** Puts a new version on the server for one of these branches, newer than all before. */
  Checksum publish(String branch);

  /** The commit that a version has become on the disk, where that has another name. */
  default Checksum committed(Checksum version) {
    return version;
  }

  /** Begins something else that takes as long as what is returned is open. */
  AutoCloseable occupy() throws Exception;

  /** What became of a plan whose doer was killed in the middle, and has been brought up again. */
  record Killed(Plan plan, Outcome outcome) {}

  /** Kills whoever does the work in the middle of it. */
  Killed kill(Consumer<Event> events) throws Exception;

  /** Does what a restart of the computer does to whoever changes it, where that matters. */
  default void restarted() {}

  @Override
  void close();
}
