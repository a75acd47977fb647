package org.understory.test.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.understory.model.history.Checksum;
import org.understory.test.kit.Command;

/** All that libostree sees of a repository, through its introspection bindings. */
final class RepositoryDump {
  private static final ObjectMapper JSON = new ObjectMapper();

  private RepositoryDump() {}

  /** As {@code dump.py} describes it. */
  static JsonNode of(Path repository, Collection<Checksum> commits) {
    List<String> arguments = new ArrayList<>(List.of(repository.toString()));
    commits.forEach(commit -> arguments.add(commit.hex()));
    return script("dump.py", arguments);
  }

  /** Runs a Python script that lies beside this class, and reads the document that it prints. */
  static JsonNode script(String name, List<String> arguments) {
    try {
      Path script = Path.of(RepositoryDump.class.getResource(name).toURI());
      // The system's own Python: only that one has the bindings.
      List<String> command = new ArrayList<>(List.of("/usr/bin/python3", script.toString()));
      command.addAll(arguments);
      return JSON.readTree(Command.output(command));
    } catch (IOException | URISyntaxException e) {
      throw new AssertionError(name, e);
    }
  }
}
