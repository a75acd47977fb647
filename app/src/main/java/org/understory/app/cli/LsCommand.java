package org.understory.app.cli;

import java.util.List;
import java.util.function.Consumer;
import org.understory.app.state.OpenSystem;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.StoreException;
import org.understory.model.tree.TreeEntry;
import org.understory.store.repo.Repository;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code ls}: an entry of a commit's tree and, for a folder, what it holds; in the order of {@code
 * ostree ls}: the folder itself, its files, its folders.
 */
@Command(name = "ls", sortOptions = false, abbreviateSynopsis = true)
final class LsCommand implements Verb {
  @Parameters(index = "0", paramLabel = "REV", descriptionKey = "parameter.revision")
  private String revision = "";

  @Parameters(index = "1", arity = "0..1", paramLabel = "PATH", descriptionKey = "parameter.path")
  private String path = "/";

  @Option(
      names = {"-R", "--recursive"},
      descriptionKey = "option.recursive")
  private boolean recursive;

  @Option(names = "--remote", descriptionKey = "option.remote")
  private boolean remote;

  @Override
  public void run(Session session) throws StoreException {
    try (OpenSystem system = session.open();
        Source source = Source.of(session, system, remote, revision)) {
      Checksum commit = source.resolve(revision);
      if (session.json()) {
        try (Json json = new Json(session.out())) {
          json.beginArray();
          entries(source.repository(), commit, session, entry -> EntryText.json(json, entry));
          json.endArray();
        }
      } else {
        EntryText text = new EntryText(session.out(), session.terminal().abilities().colours());
        entries(source.repository(), commit, session, text::line);
      }
    }
  }

  private void entries(
      Repository repository, Checksum commit, Session session, Consumer<TreeEntry> sink)
      throws StoreException {
    String start = TreePath.of(path);
    if (recursive) {
      repository.walk(commit, start, sink, session::report, new Cancellation());
      return;
    }
    TreeEntry entry = repository.entry(commit, start);
    sink.accept(entry);
    if (entry.kind() == TreeEntry.Kind.DIRECTORY) {
      List<TreeEntry> held = repository.list(commit, start, session::report);
      held.stream().filter(e -> e.kind() != TreeEntry.Kind.DIRECTORY).forEach(sink);
      held.stream().filter(e -> e.kind() == TreeEntry.Kind.DIRECTORY).forEach(sink);
    }
  }
}
