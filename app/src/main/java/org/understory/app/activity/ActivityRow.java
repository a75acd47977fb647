package org.understory.app.activity;

import java.util.List;
import java.util.Optional;
import org.understory.app.control.Tone;
import org.understory.model.plan.Operation;

/**
 * One line of the list; every text is safe to show.
 *
 * @param kind what it is, and how that is to be taken
 * @param applications whether it is about applications, and not about the system
 * @param day heading of the day on which it ended
 * @param title what was wanted, or what happened
 * @param result how it ended, or by what means; may be empty
 * @param command which another program was given
 * @param age how long ago it ended
 * @param time when exactly
 * @param who asked for it; empty where nobody did, or nobody knows
 * @param staged what became of the update that it staged
 * @param undo what takes it back now
 * @param again what can be tried once more, where the update was not to be
 */
record ActivityRow(
    Kind kind,
    boolean applications,
    String day,
    String title,
    String result,
    Optional<String> command,
    String age,
    String time,
    Optional<String> who,
    Optional<Staged> staged,
    Undo undo,
    Optional<Operation> again) {
  /** The kinds of line. */
  enum Kind {
    DONE,
    STOPPED,
    FAILED,
    LOST,
    /** Another program did it. */
    OTHER,
    /** Another program changed an application. */
    OTHER_APPLICATION,
    /** The computer was started. */
    STARTED,
    /** The computer was started, and ended without a shutdown. */
    BROKEN_OFF;

    /** Whether it is about the computer, not about a change. */
    boolean isStart() {
      return this == STARTED || this == BROKEN_OFF;
    }
  }

  /** What takes a change back. */
  sealed interface Undo {
    /** Nothing does now. */
    record Impossible() implements Undo {}

    /** These do, on the system. */
    record ByOperations(List<Operation> operations) implements Undo {
      public ByOperations {
        operations = List.copyOf(operations);
      }
    }

    /** It is the last change of applications, and they are taken back. */
    record OfApplications() implements Undo {}
  }

  /** What became of an update, in a word and in a sentence. */
  record Staged(String word, String meaning, Tone tone) {}
}
