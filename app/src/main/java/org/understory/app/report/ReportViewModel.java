package org.understory.app.report;

import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.understory.app.entry.FileSaver;
import org.understory.app.server.Reach;
import org.understory.app.state.Background;
import org.understory.app.state.ComparedSide;
import org.understory.app.state.Result;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.system.SystemSnapshot;
import org.understory.resources.Messages;

/** Makes reports and tells what became of them. Call it on the thread that draws. */
public final class ReportViewModel {
  /** What became of the last one. */
  public sealed interface Told {
    /** It can be pasted. */
    record Copied() implements Told {}

    /** It is in this file. */
    record Saved(Path file) implements Told {}

    /** It was not made. */
    record Failed(Problem problem) implements Told {}
  }

  private final Reach reach;
  private final Background background;
  private final Messages words;
  private final ZoneId zone;
  private final ReadOnlyObjectWrapper<Optional<Told>> told =
      new ReadOnlyObjectWrapper<>(Optional.empty());

  /** Nothing is made yet. */
  public ReportViewModel(Reach reach, Background background, Messages words, ZoneId zone) {
    this.reach = reach;
    this.background = background;
    this.words = words;
    this.zone = zone;
  }

  /** What is to be told now, if anything. */
  public ReadOnlyObjectProperty<Optional<Told>> toldProperty() {
    return told.getReadOnlyProperty();
  }

  /** Puts away what was told. */
  public void settle() {
    told.set(Optional.empty());
  }

  /** Makes one in this form and hands it to somebody who makes it known. */
  public void copy(
      Checksum from, Checksum to, Function<ReportText, String> form, Consumer<String> clipboard) {
    settle();
    background.runShown(
        words.get("report.making"),
        job -> form.apply(read(from, to, job.cancellation())),
        result ->
            end(
                result,
                text -> {
                  clipboard.accept(text);
                  return new Told.Copied();
                }));
  }

  /** Makes one in this form and writes it into a file. */
  public void save(Checksum from, Checksum to, Function<ReportText, String> form, Path target) {
    settle();
    background.runShown(
        words.get("report.making"),
        job -> FileSaver.save(form.apply(read(from, to, job.cancellation())), target),
        result -> end(result, Told.Saved::new));
  }

  private <T> void end(Result<T> result, Function<T, Told> done) {
    switch (result) {
      case Result.Done<T>(T made) -> told.set(Optional.of(done.apply(made)));
      case Result.Failed<T>(Problem problem) -> told.set(Optional.of(new Told.Failed(problem)));
      case Result.Cancelled<T>() -> {}
    }
  }

  private ReportText read(Checksum from, Checksum to, Cancellation cancellation)
      throws StoreException {
    SystemSnapshot now = reach.system().snapshot();
    Report report =
        ReportReader.read(
            reach.of(from, to), ComparedSide.of(from, now), ComparedSide.of(to, now), cancellation);
    return new ReportText(report, words, words.locale(), zone);
  }
}
