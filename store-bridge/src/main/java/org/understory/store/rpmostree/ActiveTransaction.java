package org.understory.store.rpmostree;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.understory.model.operation.ServiceTask;
import org.understory.model.plan.Busy;
import org.understory.store.bus.BusAddress;
import org.understory.store.bus.BusMessage;
import org.understory.store.bus.Contract;
import org.understory.store.bus.Questions;
import org.understory.store.bus.Variant;

/**
 * What rpm-ostree is doing right now, for whomever: its property {@code ActiveTransaction}.
 *
 * @param method that began it
 * @param caller name on the bus of who called that
 */
record ActiveTransaction(String method, String caller) {
  private static final String BUS = "org.freedesktop.DBus";
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /** Empty where it does nothing, or does not run; asking does not start it. */
  static Optional<ActiveTransaction> find(Questions questions) throws IOException {
    BusMessage owned = onBus("NameHasOwner", RpmOstree.NAME);
    if (!Questions.values(questions.ask(owned, PATIENCE), "b").equals(List.of(true))) {
      return Optional.empty();
    }
    return property(questions, "ActiveTransaction") instanceof Variant(String type, Object value)
            && type.equals("(sss)")
            && value instanceof List<?> fields
            && fields.getFirst() instanceof String method
            && !method.isEmpty()
            && fields.get(1) instanceof String caller
        ? Optional.of(new ActiveTransaction(method, caller))
        : Optional.empty();
  }

  /** Where it is heard; empty where it is over by now. */
  static Optional<Path> socket(Questions questions) throws IOException {
    return property(questions, "ActiveTransactionPath") instanceof Variant(String type, Object text)
            && type.equals("s")
        ? BusAddress.socket((String) text)
        : Optional.empty();
  }

  private static Object property(Questions questions, String name) throws IOException {
    BusMessage get =
        BusMessage.call(RpmOstree.NAME, RpmOstree.PATH, Contract.PROPERTIES, "Get")
            .with("ss", RpmOstree.PART, name);
    return Questions.values(questions.ask(get, PATIENCE), "v").getFirst();
  }

  /** As far as the bus knows: the program that asked, by its own name. */
  Busy.Service busy(Questions questions) throws IOException {
    return new Busy.Service(task(), program(questions), "");
  }

  private String program(Questions questions) throws IOException {
    try {
      BusMessage ask = onBus("GetConnectionUnixProcessID", caller);
      Object process = Questions.values(questions.ask(ask, PATIENCE), "u").getFirst();
      return Files.readString(Path.of("/proc/" + process + "/comm")).strip();
    } catch (IOException gone) {
      return "";
    }
  }

  private ServiceTask task() {
    return switch (method) {
      case "UpdateDeployment",
          "Upgrade",
          "Deploy",
          "Rebase",
          "PkgChange",
          "AutomaticUpdateTrigger",
          "LiveFs" ->
          ServiceTask.UPDATE;
      case "RefreshMd", "DownloadUpdateRpmDiff", "DownloadDeployRpmDiff", "DownloadRebaseRpmDiff" ->
          ServiceTask.LISTS;
      case "KernelArgs", "SetInitramfsState", "InitramfsEtc" -> ServiceTask.ARGUMENTS;
      case "Cleanup", "ClearRollbackTarget" -> ServiceTask.CLEAN;
      case "FinalizeDeployment" -> ServiceTask.RESTART;
      default -> ServiceTask.OTHER;
    };
  }

  private static BusMessage onBus(String member, String name) {
    return BusMessage.call(BUS, "/org/freedesktop/DBus", BUS, member).with("s", name);
  }
}
