package org.understory.app.change;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.understory.app.state.Job;
import org.understory.app.text.SizeText;
import org.understory.model.plan.Event;
import org.understory.model.text.Sanitizer;
import org.understory.resources.Messages;

/** Tells on the progress strip what an engine reports, from whatever thread. */
final class Telling implements Consumer<Event> {
  private final Job job;
  private final Messages messages;
  private final SizeText sizes;
  private final Rate rate = new Rate(System::nanoTime);
  private String step = "";
  private boolean installing;
  private boolean layered;

  Telling(Job job, Messages messages) {
    this.job = job;
    this.messages = messages;
    this.sizes = new SizeText(messages);
  }

  @Override
  public synchronized void accept(Event event) {
    switch (event) {
      case Event.Authorizing() -> begin("change.step.authorizing");
      case Event.Phase(Event.Step phase) -> {
        installing = phase == Event.Step.INSTALLING;
        switch (phase) {
          case CHECKING -> begin("change.step.checking");
          case DOWNLOADING -> begin("change.step.downloading");
          case VERIFYING -> begin("change.step.verifying");
          case CHECKING_OUT -> begin("change.step.checking-out");
          case INSTALLING -> begin("change.step.installing");
          case COMMITTING -> {
            layered = true;
            begin("change.step.committing");
          }
          case DEPLOYING ->
              begin(layered ? "change.step.deploying-layers" : "change.step.deploying");
          case CLEANING -> begin("change.step.cleaning");
        }
        if (phase == Event.Step.DEPLOYING || phase == Event.Step.CLEANING) {
          job.committed();
        }
      }
      case Event.Progress progress -> tell(progress);
      case Event.Note(String text, OptionalLong percent) -> {
        job.say(installing ? join(step, Sanitizer.line(text)) : Sanitizer.line(text));
        job.progress(percent.isPresent() ? fraction(percent.getAsLong(), 100) : Job.UNKNOWN);
      }
      case Event.Finished _ -> {}
    }
  }

  private void begin(String key) {
    step = messages.get(key);
    job.say(step);
    job.progress(Job.UNKNOWN);
  }

  private void tell(Event.Progress progress) {
    List<String> words = new ArrayList<>(List.of(step));
    long bytes = progress.bytes();
    OptionalLong total = progress.totalBytes();
    if (total.isPresent()) {
      words.add(
          messages.get("change.progress.of", sizes.brief(bytes), sizes.brief(total.getAsLong())));
      job.progress(fraction(bytes, total.getAsLong()));
    } else if (progress.totalObjects() > 0) {
      words.add(
          messages.get("change.progress.objects", progress.objects(), progress.totalObjects()));
      job.progress(fraction(progress.objects(), progress.totalObjects()));
    } else if (bytes > 0) {
      words.add(sizes.brief(bytes));
    }
    rate.of(bytes).stream()
        .filter(each -> each > 0)
        .forEach(each -> words.add(messages.get("change.progress.rate", sizes.brief(each))));
    words.removeIf(String::isEmpty);
    job.say(join(words.toArray(String[]::new)));
  }

  private static String join(String... words) {
    return String.join(" \u00b7 ", words);
  }

  private static double fraction(long part, long whole) {
    return whole <= 0 ? Job.UNKNOWN : Math.clamp(part / (double) whole, 0, 1);
  }
}
