package org.understory.app.cli;

import java.util.ArrayList;
import java.util.List;
import org.understory.app.state.OpenSystem;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.plan.Operation;
import org.understory.model.system.Deployment;
import org.understory.model.system.KernelArguments;
import org.understory.model.text.Sanitizer;
import org.understory.store.engine.Engine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code kargs}: changes kernel arguments of a deployment, first those to remove, then those to
 * replace, then those to append; without any it prints them.
 */
@Command(name = "kargs", sortOptions = false, abbreviateSynopsis = true)
final class KargsCommand extends Change {
  @Parameters(paramLabel = "ID", descriptionKey = "parameter.deployment")
  private String id = "";

  @Option(names = "--append", paramLabel = "ARG", descriptionKey = "option.append")
  private List<String> append = new ArrayList<>();

  @Option(names = "--remove", paramLabel = "ARG", descriptionKey = "option.remove")
  private List<String> remove = new ArrayList<>();

  @Option(names = "--replace", paramLabel = "KEY=VALUE", descriptionKey = "option.replace")
  private List<String> replace = new ArrayList<>();

  @Override
  List<Operation> operations(Session session, OpenSystem system, Engine engine)
      throws StoreException {
    Deployment deployment = system.snapshot().find(id);
    KernelArguments arguments = deployment.kernelArguments().own();
    if (append.isEmpty() && remove.isEmpty() && replace.isEmpty()) {
      print(session, arguments);
      return List.of();
    }
    for (String each : remove) {
      arguments = arguments.remove(each).orElseThrow(() -> noSuch(each));
    }
    for (String each : replace) {
      arguments = arguments.replace(each).orElseThrow(() -> noSuch(each));
    }
    for (String each : append) {
      arguments = arguments.append(each);
    }
    return List.of(new Operation.EditKernelArguments(deployment.id(), arguments.arguments()));
  }

  private static void print(Session session, KernelArguments arguments) {
    if (session.json()) {
      try (Json json = new Json(session.out())) {
        json.beginObject().texts("kernelArguments", arguments.arguments()).endObject();
      }
    } else {
      arguments.arguments().forEach(each -> session.out().line(Sanitizer.line(each)));
    }
  }

  private static StoreException noSuch(String argument) {
    return new StoreException(new Problem.NoSuchKernelArgument(argument));
  }
}
