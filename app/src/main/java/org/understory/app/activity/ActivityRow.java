package org.understory.app.activity;

import java.util.List;
import java.util.Optional;
import org.understory.app.control.Tone;
import org.understory.model.plan.Operation;

/**
 * One line of the list; every text is safe to show.
 *
 * @param title what was wanted
 * @param age how long ago it ended
 * @param time when exactly
 * @param who asked for it
 * @param result how it ended
 * @param ending how that is to be taken
 * @param staged what became of the update that it staged
 * @param undo what takes it back now; empty where nothing can
 * @param again what can be tried once more, where the update was not to be
 */
record ActivityRow(
    String title,
    String age,
    String time,
    String who,
    String result,
    Ending ending,
    Optional<Staged> staged,
    List<Operation> undo,
    Optional<Operation> again) {
  /** The ways that something can end. */
  enum Ending {
    DONE,
    STOPPED,
    FAILED,
    LOST
  }

  /** What became of an update, in a word and in a sentence. */
  record Staged(String word, String meaning, Tone tone) {}
}
