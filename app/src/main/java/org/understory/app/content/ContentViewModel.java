package org.understory.app.content;

import java.util.List;
import java.util.Optional;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import org.understory.app.entry.ContentReader.Compared;
import org.understory.app.entry.ContentReader.Source;
import org.understory.app.state.Background;
import org.understory.app.state.Latest;
import org.understory.app.state.Result;
import org.understory.model.content.BinaryFacts;
import org.understory.model.content.ContentDiff;
import org.understory.model.content.Sample;
import org.understory.model.content.TextContent;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.Problem;
import org.understory.model.text.Sanitizer;

/**
 * How the content of one changed file differs; the newest one asked for. Call it on the thread that
 * draws.
 */
public final class ContentViewModel implements AutoCloseable {
  /** Lines of a text that is too large to compare. */
  private static final int FIRST_LINES = 20_000;

  private final Latest reading;
  private final ReadOnlyObjectWrapper<ContentState> state =
      new ReadOnlyObjectWrapper<>(new ContentState.Nothing());
  private final BooleanProperty unified = new SimpleBooleanProperty();

  /** Shows nothing yet. */
  public ContentViewModel(Background background) {
    this.reading = new Latest(background);
  }

  /** How far it is. */
  public ReadOnlyObjectProperty<ContentState> stateProperty() {
    return state.getReadOnlyProperty();
  }

  /** Whether text is shown in one column, and not side by side. */
  public BooleanProperty unifiedProperty() {
    return unified;
  }

  /** Reads and compares both sides. */
  public void show(Source source) {
    state.set(new ContentState.Reading());
    reading.submit(
        job -> seen(source.read(job.cancellation()), job.cancellation()),
        result ->
            state.set(
                switch (result) {
                  case Result.Done<ContentState>(ContentState seen) -> seen;
                  case Result.Failed<ContentState>(Problem problem) ->
                      new ContentState.Trouble(problem);
                  case Result.Cancelled<ContentState>() -> new ContentState.Nothing();
                }));
  }

  /** Shows nothing. */
  public void clear() {
    reading.cancel();
    state.set(new ContentState.Nothing());
  }

  @Override
  public void close() {
    reading.cancel();
  }

  private static ContentState seen(Compared compared, Cancellation cancellation) {
    return switch (compared.diff()) {
      case ContentDiff.Text(var diff) ->
          new ContentState.Text(diff, DiffRows.of(diff, cancellation));
      case ContentDiff.LargeText(var before, var after) ->
          new ContentState.LargeText(lines(before), lines(after));
      case ContentDiff.Binary(var before, var after) ->
          new ContentState.Binary(
              before.map(it -> side(it, compared.sizeBefore(), compared.before())),
              after.map(it -> side(it, compared.sizeAfter(), compared.after())));
    };
  }

  private static List<String> lines(TextContent text) {
    return text.lines().stream()
        .limit(FIRST_LINES)
        .map(it -> it.substring(0, Math.min(it.length(), DiffRows.LONGEST_LINE)))
        .map(Sanitizer::block)
        .toList();
  }

  private static ContentState.Side side(BinaryFacts facts, long size, Optional<Sample> sample) {
    return new ContentState.Side(facts, size, sample.flatMap(it -> Picture.read(facts, it)));
  }
}
