package org.understory.test.kit.engine;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.understory.store.engine.Engine;
import org.understory.test.kit.SystemLab;
import org.understory.test.kit.WholeLab;

/** A system that runs and has the real helper on a real bus. */
abstract class WholeHost implements EngineHost {
  private final WholeLab lab;
  private final Engine engine;
  private int version = 3;

  /** Starts one; an assumption fails where that takes rights that this user has not. */
  WholeHost(Supplier<WholeLab> start) {
    assumeThat(SystemLab.possible()).as("root").isTrue();
    lab = start.get();
    engine = lab.engine();
  }

  final WholeLab lab() {
    return lab;
  }

  /** Newer than all before. */
  final String nextVersion() {
    version++;
    return Integer.toString(version);
  }

  @Override
  public final Engine engine() {
    return engine;
  }

  @Override
  public final List<String> command(List<String> program) {
    return lab.command(program);
  }

  @Override
  public final List<Path> folders() {
    return List.of(lab.sysroot().folder());
  }

  @Override
  public final void close() {
    lab.close();
  }
}
