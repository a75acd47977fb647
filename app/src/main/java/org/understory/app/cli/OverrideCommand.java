package org.understory.app.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.understory.app.state.OpenSystem;
import org.understory.model.operation.StoreException;
import org.understory.model.plan.Operation;
import org.understory.model.plan.Operation.UsePackageFiles.Use;
import org.understory.store.engine.Engine;
import org.understory.store.packages.RpmFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code override}: leaves packages of the version itself out or replaces them, and resets that.
 */
@Command(
    name = "override",
    sortOptions = false,
    abbreviateSynopsis = true,
    subcommands = {
      OverrideCommand.Remove.class,
      OverrideCommand.Replace.class,
      OverrideCommand.Reset.class
    })
final class OverrideCommand {
  /** {@code override remove}. */
  @Command(name = "remove", sortOptions = false, abbreviateSynopsis = true)
  static final class Remove extends Change {
    @Parameters(arity = "1..*", paramLabel = "NAME", descriptionKey = "parameter.base-packages")
    private List<String> names = new ArrayList<>();

    @Option(names = "--stateroot", paramLabel = "NAME", descriptionKey = "option.stateroot")
    private String stateroot = "";

    @Override
    List<Operation> operations(Session session, OpenSystem system, Engine engine)
        throws StoreException {
      String os = stateroot(stateroot, system.snapshot());
      return List.of(new Operation.ChangeOverrides(os, names, List.of()));
    }
  }

  /** {@code override replace}. */
  @Command(name = "replace", sortOptions = false, abbreviateSynopsis = true)
  static final class Replace extends Change {
    @Parameters(arity = "1..*", paramLabel = "FILE", descriptionKey = "parameter.package-files")
    private List<Path> files = new ArrayList<>();

    @Option(names = "--stateroot", paramLabel = "NAME", descriptionKey = "option.stateroot")
    private String stateroot = "";

    @Override
    List<Operation> operations(Session session, OpenSystem system, Engine engine)
        throws StoreException {
      String os = stateroot(stateroot, system.snapshot());
      return List.of(new Operation.UsePackageFiles(os, Use.REPLACE, RpmFile.read(files)));
    }
  }

  /** {@code override reset}. */
  @Command(name = "reset", sortOptions = false, abbreviateSynopsis = true)
  static final class Reset extends Change {
    @Parameters(arity = "1..*", paramLabel = "NAME", descriptionKey = "parameter.base-packages")
    private List<String> names = new ArrayList<>();

    @Option(names = "--stateroot", paramLabel = "NAME", descriptionKey = "option.stateroot")
    private String stateroot = "";

    @Override
    List<Operation> operations(Session session, OpenSystem system, Engine engine)
        throws StoreException {
      String os = stateroot(stateroot, system.snapshot());
      return List.of(new Operation.ChangeOverrides(os, List.of(), names));
    }
  }
}
