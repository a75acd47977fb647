package org.understory.app.cli;

import java.util.OptionalLong;
import org.understory.app.text.SizeText;
import org.understory.model.plan.Event;
import org.understory.model.plan.Event.Step;
import org.understory.model.text.Sanitizer;

/** One line on the error output that tells how far a change is, where a person watches. */
final class ProgressLine {
  private final Session session;
  private final boolean watched;
  private String step = "";
  private String installing = "";
  private boolean layered;

  ProgressLine(Session session) {
    this.session = session;
    this.watched = session.terminal().abilities().watched();
  }

  /** Called by any thread, one at a time. */
  void show(Event event) {
    if (!watched) {
      return;
    }
    switch (event) {
      // On a line of its own, for the question may come in this terminal.
      case Event.Authorizing _ -> {
        step = session.word("step.authorizing");
        print("");
        session.error("\n");
      }
      case Event.Phase(Step next) -> {
        layered |= next == Step.COMMITTING;
        installing = next == Step.INSTALLING ? session.word("step.installing") + ": " : "";
        boolean fourth = layered && next == Step.DEPLOYING;
        step = session.word("step." + key(next) + (fourth ? "-layers" : ""));
        print("");
      }
      case Event.Progress progress -> print(amount(progress));
      case Event.Note(String text, OptionalLong percent) -> {
        step = installing + Sanitizer.line(text);
        print(percent.isPresent() ? session.word("step.percent", percent.getAsLong()) : "");
      }
      case Event.Finished _ -> {}
    }
  }

  /** Leaves the line empty. */
  void clear() {
    if (watched) {
      session.error("\r\u001b[K");
    }
  }

  private void print(String amount) {
    session.error("\r\u001b[K" + step + (amount.isEmpty() ? " …" : " " + amount));
  }

  private String amount(Event.Progress progress) {
    if (progress.bytes() > 0 || progress.totalBytes().isPresent()) {
      SizeText sizes = new SizeText(session.words());
      String bytes = sizes.brief(progress.bytes());
      return progress.totalBytes().isPresent()
          ? bytes + " / " + sizes.brief(progress.totalBytes().getAsLong())
          : bytes;
    }
    return progress.objects() + " / " + progress.totalObjects();
  }

  private static String key(Step step) {
    return switch (step) {
      case CHECKING -> "checking";
      case DOWNLOADING -> "downloading";
      case VERIFYING -> "verifying";
      case CHECKING_OUT -> "checking-out";
      case INSTALLING -> "installing";
      case COMMITTING -> "committing";
      case DEPLOYING -> "deploying";
      case CLEANING -> "cleaning";
    };
  }
}
