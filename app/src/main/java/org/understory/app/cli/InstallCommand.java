package org.understory.app.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
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
    List<Operation> operations = new ArrayList<>();
    // As rpm-ostree itself tells a file from a name.
    Map<Boolean, List<String>> files =
        names.stream().collect(Collectors.partitioningBy(name -> name.endsWith(".rpm")));
    if (!files.get(false).isEmpty() || !others.isEmpty()) {
      operations.add(new Operation.ChangeLayers(os, files.get(false), others));
    }
    if (!files.get(true).isEmpty()) {
      List<Path> paths = files.get(true).stream().map(Path::of).toList();
      operations.add(new Operation.UsePackageFiles(os, Use.LAYER, RpmFile.read(paths)));
    }
    return operations;
  }
}
