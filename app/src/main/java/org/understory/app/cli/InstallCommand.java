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

/** {@code install}: layers packages on the version that is there, and takes others away. */
@Command(name = "install", sortOptions = false, abbreviateSynopsis = true)
final class InstallCommand extends Change {
  @Parameters(arity = "1..*", paramLabel = "NAME", descriptionKey = "parameter.layers")
  private List<String> names = new ArrayList<>();

  @Option(names = "--uninstall", paramLabel = "NAME", descriptionKey = "option.uninstall")
  private List<String> others = new ArrayList<>();

  @Option(names = "--stateroot", paramLabel = "NAME", descriptionKey = "option.stateroot")
  private String stateroot = "";

  @Override
  List<Operation> operations(Session session, OpenSystem system, Engine engine)
      throws StoreException {
    String os = stateroot(stateroot, system.snapshot());
    // As rpm-ostree itself tells a file from a name.
    List<String> plain = names.stream().filter(name -> !name.endsWith(".rpm")).toList();
    List<Path> files = names.stream().filter(name -> name.endsWith(".rpm")).map(Path::of).toList();
    List<Operation> operations = new ArrayList<>();
    if (!plain.isEmpty() || !others.isEmpty()) {
      operations.add(new Operation.ChangeLayers(os, plain, others));
    }
    if (!files.isEmpty()) {
      operations.add(new Operation.UsePackageFiles(os, Use.LAYER, RpmFile.read(files)));
    }
    return operations;
  }
}
