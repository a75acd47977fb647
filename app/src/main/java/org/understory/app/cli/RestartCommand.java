package org.understory.app.cli;

import org.understory.app.state.OpenSystem;
import org.understory.app.state.SystemChoice;
import org.understory.app.text.NextBootText;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.system.NextBoot;
import org.understory.store.bus.Contract;
import org.understory.store.logind.Logind;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code restart}: restarts this computer, once somebody has read what starts then. */
@Command(name = "restart", sortOptions = false, abbreviateSynopsis = true)
final class RestartCommand implements Verb {
  @Option(
      names = {"-y", "--yes"},
      descriptionKey = "option.yes")
  private boolean yes;

  @Override
  public void run(Session session) throws StoreException {
    if (!(session.choice() instanceof SystemChoice.Live)) {
      throw new StoreException(new Problem.NotBooted());
    }
    try (OpenSystem system = session.open()) {
      NextBoot next = NextBoot.of(system.snapshot());
      session.out().line(new NextBootText(session.words()).sentence(next));
    }
    if (!yes && !agreed(session)) {
      session.tell(session.word("change.cancelled"));
      session.fail();
      return;
    }
    new Logind(session.terminal().root().resolve(Contract.SOCKET.substring(1))).restart();
    session.out().line(session.word("restart.begun"));
  }

  private static boolean agreed(Session session) throws StoreException {
    if (session.json() || !session.terminal().abilities().asks()) {
      throw new StoreException(new Problem.NotAgreed());
    }
    return session.ask(session.word("restart.ask"));
  }
}
