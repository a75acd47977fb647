package org.understory.store.rpmostree;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.understory.model.operation.StoreException;
import org.understory.model.rpmostree.UpdateDriver;
import org.understory.store.bus.BusMessage;
import org.understory.store.bus.Contract;
import org.understory.store.bus.Questions;
import org.understory.store.bus.Variant;
import org.understory.store.file.SmallFile;
import org.understory.store.variant.Serialized;
import org.understory.store.variant.VariantException;
import org.understory.store.variant.VariantType;

/**
 * Reads which program drives rpm-ostree, from the file in which it has registered
 * (record_driver_info in rpmostreed-transaction-types.cxx), and asks systemd what that is doing.
 */
public final class DriverReader {
  private static final Logger LOG = LoggerFactory.getLogger(DriverReader.class);
  private static final String SYSTEMD = "org.freedesktop.systemd1";
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** Bytes of the file; real ones have about a hundred. */
  private static final int LIMIT = 4096;

  private final Path file;

  DriverReader(Path file) {
    this.file = file;
  }

  /** The driver, if there is one; what is not told of it is empty. */
  Optional<UpdateDriver> read(Questions questions) {
    try {
      return parse(SmallFile.bytes(file, LIMIT)).map(each -> asked(questions, each));
    } catch (IOException | StoreException none) {
      LOG.debug("Nobody drives rpm-ostree", none);
      return Optional.empty();
    }
  }

  /** What a file {@code update-driver.gv} says; empty where that is not understood. */
  public static Optional<UpdateDriver> parse(byte[] file) {
    Map<String, String> texts = new HashMap<>();
    try {
      for (Serialized entry : Serialized.of(VariantType.of("a{sv}"), file).items()) {
        Serialized value = entry.items().get(1).items().getFirst();
        if (value.type().text().equals("s")) {
          texts.put(entry.items().getFirst().text(), Dictionary.brief(value.text()));
        }
      }
    } catch (VariantException odd) {
      return Optional.empty();
    }
    return texts.containsKey("driver-name") && texts.containsKey("driver-sd-unit")
        ? Optional.of(
            new UpdateDriver(
                texts.getOrDefault("driver-name", ""),
                texts.getOrDefault("driver-sd-unit", ""),
                Optional.empty(),
                Optional.empty()))
        : Optional.empty();
  }

  private static UpdateDriver asked(Questions questions, UpdateDriver driver) {
    try {
      BusMessage load =
          BusMessage.call(SYSTEMD, "/org/freedesktop/systemd1", SYSTEMD + ".Manager", "LoadUnit")
              .with("s", driver.unit());
      String path = (String) Questions.values(questions.ask(load, PATIENCE), "o").getFirst();
      Optional<Boolean> active =
          property(questions, path, "Unit", "ActiveState").map("active"::equals);
      Optional<String> status =
          property(questions, path, "Service", "StatusText").filter(text -> !text.isBlank());
      return new UpdateDriver(driver.name(), driver.unit(), active, status);
    } catch (IOException silent) {
      LOG.info("systemd does not tell of {}", driver.unit(), silent);
      return driver;
    }
  }

  private static Optional<String> property(
      Questions questions, String path, String part, String name) throws IOException {
    BusMessage get =
        BusMessage.call(SYSTEMD, path, Contract.PROPERTIES, "Get")
            .with("ss", SYSTEMD + "." + part, name);
    BusMessage answer = questions.ask(get, PATIENCE);
    return answer.signature().equals("v")
            && Questions.values(answer, "v").getFirst() instanceof Variant(String type, Object text)
            && type.equals("s")
        ? Optional.of(Dictionary.brief((String) text))
        : Optional.empty();
  }
}
