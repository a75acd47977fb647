package org.understory.store.bootc;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.understory.model.plan.Event;
import org.understory.model.plan.Event.Step;

/** Tells how far bootc is, from what it writes while it works. */
final class Stages {
  /** Bytes of a line; one for each layer that was fetched is in it. */
  private static final int MAX_LINE = 1 << 20;

  private final Consumer<Event> events;
  private Step step = Step.CHECKING;
  private String described = "";
  private volatile boolean deploying;

  Stages(Consumer<Event> events) {
    this.events = events;
  }

  /** Whether it is too late to stop it. */
  boolean deploying() {
    return deploying;
  }

  /** Reads lines to their end; longer ones and such that are none are passed over. */
  void read(InputStream lines, Runnable heard) throws IOException {
    byte[] piece = new byte[1 << 13];
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    boolean tooLong = false;
    for (int count; (count = lines.read(piece)) >= 0; ) {
      heard.run();
      int start = 0;
      for (int i = 0; i < count; i++) {
        if (piece[i] == '\n') {
          line.write(piece, start, i - start);
          if (!tooLong) {
            BootcProgress.parse(line.toString(StandardCharsets.UTF_8)).ifPresent(this::tell);
          }
          line.reset();
          tooLong = false;
          start = i + 1;
        }
      }
      line.write(piece, start, count - start);
      if (line.size() > MAX_LINE) {
        line.reset();
        tooLong = true;
      }
    }
  }

  private void tell(BootcProgress progress) {
    Step now =
        switch (progress.task()) {
          case "pulling", "importing" -> Step.DOWNLOADING;
          case "staging" ->
              progress.subtask().orElse("").equals("cleanup") ? Step.CLEANING : Step.DEPLOYING;
          default -> step;
        };
    if (deploying && now == Step.DOWNLOADING) {
      return; // There is no way back, whatever it says.
    }
    if (now != step) {
      deploying = now != Step.DOWNLOADING;
      step = now;
      events.accept(new Event.Phase(now));
    }
    if (!progress.description().equals(described)) {
      described = progress.description();
      events.accept(new Event.Note(described, OptionalLong.empty()));
    }
    if (progress.bytes().isPresent()) {
      events.accept(
          new Event.Progress(
              progress.bytes().getAsLong(),
              progress.totalBytes(),
              progress.steps(),
              progress.totalSteps()));
    }
  }
}
