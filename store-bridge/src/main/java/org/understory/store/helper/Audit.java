package org.understory.store.helper;

import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.understory.model.text.Sanitizer;

/**
 * Writes down who asked for what, what polkit said and what became of it: each time one line, which
 * is one record of the journal. Java has no datagram sockets of the local kind, so the journal's
 * own protocol would take native code, which the front does without; systemd reads the error output
 * and the priority in front of a line (sd-daemon(3)).
 */
final class Audit {
  /** The journal splits lines of 48 KiB ({@code LineMax=}); an outcome may name many objects. */
  private static final int RESULT_LIMIT = 4096;

  private static final Logger LOG = LoggerFactory.getLogger(Audit.class);

  /** Set where the error output leads to the journal (systemd.exec(5)). */
  private static final boolean JOURNAL = System.getenv("JOURNAL_STREAM") != null;

  private Audit() {}

  static void decided(Transaction one, String action, Caller caller, Decision decision) {
    write(
        line(
            "decided",
            Map.entry("transaction", one.id()),
            Map.entry("action", action),
            Map.entry("uid", Long.toString(caller.uid())),
            Map.entry("caller", caller.name()),
            Map.entry("request", one.hash()),
            Map.entry("decision", decision.toString())));
  }

  static void finished(Transaction one, String result) {
    write(
        line(
            "finished",
            Map.entry("transaction", one.id()),
            Map.entry("action", one.request().action()),
            Map.entry("uid", Long.toString(one.uid())),
            Map.entry("request", one.hash()),
            Map.entry("result", result)));
  }

  static void adopted(Transaction one) {
    write(
        line(
            "adopted",
            Map.entry("transaction", one.id()),
            Map.entry("action", one.request().action()),
            Map.entry("uid", Long.toString(one.uid())),
            Map.entry("request", one.hash())));
  }

  /** One line without control characters, whatever the values are. */
  @SafeVarargs
  static String line(String event, Map.Entry<String, String>... fields) {
    StringBuilder line = new StringBuilder(event);
    for (Map.Entry<String, String> field : fields) {
      String value = field.getValue();
      String shown = value.substring(0, Math.min(value.length(), RESULT_LIMIT));
      line.append(' ').append(field.getKey()).append('=').append(Sanitizer.line(shown));
    }
    return line.toString();
  }

  private static void write(String line) {
    if (JOURNAL) {
      System.err.println("<5>" + line); // notice
    } else {
      LOG.info("{}", line);
    }
  }
}
