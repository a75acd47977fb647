package org.understory.store.journal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.understory.model.operation.Flaw;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.plan.Happening.Ending;
import org.understory.model.plan.Happening.Start;
import org.understory.model.plan.Happening.Version;

/**
 * The runs of the computer that are in the journal.
 *
 * @param all the oldest first
 */
record Boots(List<Boot> all) {
  /** At most so many, the newest. */
  private static final int MAX = 1000;

  private static final long MICROS = 1_000_000;
  private static final JsonFactory JSON = new JsonFactory();

  /** {@code _ostree_sysroot_parse_bootlink}. */
  private static final Pattern COMMAND_LINE =
      Pattern.compile(
          "Kernel command line: (?:.*\\s)?ostree=/ostree/boot\\.[01]/[^/\\s]+/([0-9a-f]{64})/\\d+.*");

  // Ids of messages: sd-messages.h of systemd, and ostree-prepare-root.c.
  static final String PREPARED = "7170336a73ba4601bad31af888aa0df7";
  static final String JOURNAL_STARTED = "f77379a8490b408bbe5f6940505a777b";
  static final String JOURNAL_STOPPED = "d93fb3c9c24d451a97cea615ce59c00b";
  static final String SHUTDOWN = "98268866d1d54a499c4e98921d93bc40";
  static final String UNIT_STARTED = "39f53479d3a045ac8e11786248231fbf";

  /**
   * One of them.
   *
   * @param first when its first entry was written, seconds since 1970
   * @param last when its last one was
   */
  record Boot(String id, long first, long last) {}

  /**
   * What {@code journalctl --list-boots -o json} says, which is JSON since systemd 252.
   *
   * @throws StoreException ToolFailed for anything else
   */
  static Boots read(String text) throws StoreException {
    List<Boot> found = new ArrayList<>();
    try (JsonParser json = JSON.createParser(text)) {
      JsonToken first = json.nextToken();
      if (first != null && first != JsonToken.START_ARRAY) {
        throw new IOException("not a list");
      }
      while (first != null && json.nextToken() == JsonToken.START_OBJECT) {
        found.add(boot(json));
      }
    } catch (IOException e) {
      throw new StoreException(
          new Problem.CorruptFile("journalctl --list-boots", Flaw.MALFORMED), e);
    }
    return new Boots(List.copyOf(found.subList(Math.max(0, found.size() - MAX), found.size())));
  }

  private static Boot boot(JsonParser json) throws IOException {
    String id = "";
    long first = 0;
    long last = 0;
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      json.nextToken();
      switch (name) {
        case "boot_id" -> id = json.getText();
        case "first_entry" -> first = json.getLongValue() / MICROS;
        case "last_entry" -> last = json.getLongValue() / MICROS;
        default -> json.skipChildren();
      }
    }
    return new Boot(id, first, last);
  }

  /**
   * What is told of them.
   *
   * @param entries the oldest first; also the kernel's command lines
   * @param running id of the one that goes on
   * @param versions what is known of versions
   */
  List<Start> starts(List<JournalEntry> entries, String running, Versions versions) {
    Map<String, Version> ran = new HashMap<>();
    Map<String, String> kernels = new HashMap<>();
    Set<String> shutDown = new HashSet<>();
    for (JournalEntry entry : entries) {
      switch (entry.kind()) {
        case PREPARED ->
            versions.at(entry.text("DEPLOYMENT_PATH")).ifPresent(it -> ran.put(entry.boot(), it));
        // The initrd has a journal of its own, which stops before the system's starts.
        case JOURNAL_STARTED -> shutDown.remove(entry.boot());
        case JOURNAL_STOPPED, SHUTDOWN, UNIT_STARTED -> shutDown.add(entry.boot());
        default -> {
          Matcher line = COMMAND_LINE.matcher(entry.text("MESSAGE"));
          if (entry.text("_TRANSPORT").equals("kernel") && line.matches()) {
            kernels.put(entry.boot(), line.group(1));
          }
        }
      }
    }
    List<Start> starts = new ArrayList<>();
    for (Boot boot : all) {
      boolean runs = boot.id().equals(running);
      Ending ending = shutDown.contains(boot.id()) ? Ending.SHUT_DOWN : Ending.BROKEN_OFF;
      starts.add(
          new Start(
              boot.first(),
              runs ? OptionalLong.empty() : OptionalLong.of(boot.last()),
              runs ? Ending.RUNNING : ending,
              Optional.ofNullable(ran.get(boot.id())),
              Optional.ofNullable(kernels.get(boot.id()))));
    }
    return starts;
  }
}
