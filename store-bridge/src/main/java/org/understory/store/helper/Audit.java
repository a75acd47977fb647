package org.understory.store.helper;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.understory.model.text.Sanitizer;
import org.understory.store.bus.ErrorName;
import org.understory.store.journal.JournalWriter;

/**
 * Writes down who asked for what, what polkit said and what became of it: each time one entry of
 * the journal, with the fields that {@code docs/helper.md} lists. Where there is no journal to
 * write to, it is one line on the error output.
 */
final class Audit implements AutoCloseable {
  /** The journal splits lines of 48 KiB ({@code LineMax=}); an outcome may name many objects. */
  private static final int RESULT_LIMIT = 4096;

  private static final Logger LOG = LoggerFactory.getLogger(Audit.class);

  /** Set where the error output leads to the journal (systemd.exec(5)). */
  private static final boolean JOURNAL = System.getenv("JOURNAL_STREAM") != null;

  /** The kinds of entry, each with an id of its own, by which all of them are found. */
  enum Kind {
    REQUESTED("96e4a212f8c74cd7924a028a5cdf3bb0"),
    DECIDED("bbe1e8367d124d8d8497c5ab70753651"),
    FINISHED("9ec07748b94d43ae92d300cea1211297"),
    ADOPTED("c9f06af52bd1451ca9bf377e302de65b"),
    REFUSED("1b9dfbe5549e4958bc27119374fd91a7");

    private final String id;

    Kind(String id) {
      this.id = id;
    }

    private String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Whoever may call may be refused without end, and the journal is everybody's. */
  private final Rate refusals = new Rate(20, 1);

  private final JournalWriter journal = new JournalWriter();

  void requested(Transaction one, Caller caller) {
    List<Map.Entry<String, String>> facts = facts(one, one.request().action(), caller.uid());
    facts.add(Map.entry("caller", caller.name()));
    one.request().details().forEach((key, value) -> facts.add(Map.entry(key, value)));
    facts.add(Map.entry("state_before", one.request().state()));
    write(Kind.REQUESTED, facts);
  }

  void decided(Transaction one, String action, Caller caller, Decision decision) {
    List<Map.Entry<String, String>> facts = facts(one, action, caller.uid());
    facts.add(2, Map.entry("caller", caller.name()));
    facts.add(Map.entry("decision", decision.toString()));
    write(Kind.DECIDED, facts);
  }

  /**
   * Of a transaction that ended.
   *
   * @param line its last one
   */
  void finished(Transaction one, String line) {
    List<Map.Entry<String, String>> facts = facts(one, one.request().action(), one.uid());
    if (!one.isAdopted()) {
      facts.add(Map.entry("state_before", one.request().state()));
    }
    WorkerLine.read(line)
        .flatMap(WorkerLine::state)
        .ifPresent(state -> facts.add(Map.entry("state_after", state)));
    facts.add(Map.entry("result", line));
    write(Kind.FINISHED, facts);
  }

  void adopted(Transaction one) {
    write(Kind.ADOPTED, facts(one, one.request().action(), one.uid()));
  }

  /**
   * Of a call that was not even begun, or not gone on with: of one user 20 at once and then one a
   * second.
   *
   * @param path what was called
   */
  void refused(Caller caller, String path, String member, ErrorName why) {
    if (refusals.allows(Long.toString(caller.uid()), System.nanoTime())) {
      write(
          Kind.REFUSED,
          List.of(
              Map.entry("uid", Long.toString(caller.uid())),
              Map.entry("caller", caller.name()),
              Map.entry("object", path),
              Map.entry("method", member),
              Map.entry("error", why.toString())));
    }
  }

  private static List<Map.Entry<String, String>> facts(Transaction one, String action, long uid) {
    return new ArrayList<>(
        List.of(
            Map.entry("transaction", one.id()),
            Map.entry("action", action),
            Map.entry("uid", Long.toString(uid)),
            Map.entry("request", one.hash())));
  }

  private void write(Kind kind, List<Map.Entry<String, String>> facts) {
    String line = line(kind, facts);
    journal.write(fields(kind, line, facts), () -> print(line));
  }

  /** Of an entry that says in words what this line does. */
  static List<Map.Entry<String, String>> fields(
      Kind kind, String line, List<Map.Entry<String, String>> facts) {
    List<Map.Entry<String, String>> fields = new ArrayList<>();
    fields.add(Map.entry("MESSAGE", line));
    fields.add(Map.entry("MESSAGE_ID", kind.id));
    fields.add(Map.entry("PRIORITY", "5")); // notice
    fields.add(Map.entry("SYSLOG_IDENTIFIER", "understory"));
    for (Map.Entry<String, String> fact : facts) {
      String name = "UNDERSTORY_" + fact.getKey().toUpperCase(Locale.ROOT);
      fields.add(Map.entry(name, fact.getValue()));
    }
    return fields;
  }

  /** One line without control characters, whatever the values are. */
  static String line(Kind kind, List<Map.Entry<String, String>> facts) {
    StringBuilder line = new StringBuilder(kind.word());
    for (Map.Entry<String, String> field : facts) {
      String value = field.getValue();
      String shown = value.substring(0, Math.min(value.length(), RESULT_LIMIT));
      line.append(' ').append(field.getKey()).append('=').append(Sanitizer.line(shown));
    }
    return line.toString();
  }

  private static void print(String line) {
    if (JOURNAL) {
      System.err.println("<5>" + line); // notice
    } else {
      LOG.info("{}", line);
    }
  }

  /** Writes what waits. */
  @Override
  public void close() {
    journal.close();
  }
}
