package org.understory.app.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Standard error: small, at once, and never itself a reason to fail. */
record ErrorOutput(OutputStream target) {
  void print(String text) {
    try {
      target.write(text.getBytes(StandardCharsets.UTF_8));
      target.flush();
    } catch (IOException nobodyListens) {
      // There is no other place to say it.
    }
  }
}
