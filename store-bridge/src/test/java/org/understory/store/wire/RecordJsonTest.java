package org.understory.store.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.understory.model.operation.Flaw;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.plan.Activity;
import org.understory.model.plan.Event;
import org.understory.model.plan.Operation;
import org.understory.model.plan.Outcome;
import org.understory.model.plan.Request;
import org.understory.model.system.Label;

final class RecordJsonTest {
  private static final List<Class<?>> TYPES =
      List.of(
          Operation.class,
          Event.class,
          Outcome.class,
          Problem.class,
          Request.class,
          Activity.class,
          WorkerOrder.class,
          WorkerLine.class,
          Wish.class,
          SystemState.class);

  /** {@code {"type":"set-label","id":"x","label":{"name":"n","note":"é"}}}. */
  private static final String LABEL =
      RecordJson.write(new Operation.SetLabel("x", new Label("n", "é")));

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9})
  void every_record_comes_back_as_it_was(int which) throws StoreException {
    Class<?> type = TYPES.get(which);
    List<Object> samples = Samples.of(type);
    for (Object sample : samples) {
      String text = RecordJson.write((Record) sample);
      assertThat(text).doesNotContain("\n");
      assertThat((Object) RecordJson.read(type, text, "test")).as(text).isEqualTo(sample);
    }
    if (type.isSealed()) {
      assertThat(samples.stream().map(Object::getClass).distinct())
          .hasSize(type.getPermittedSubclasses().length);
    }
  }

  @Test
  void half_of_a_character_is_refused_for_it_would_not_arrive() {
    String text = "{\"operation\":{\"type\":\"pin\",\"id\":\"%s\"},\"acceptsUnverified\":true}";

    assertThatThrownBy(() -> RecordJson.read(Wish.class, text.formatted("\\ud834"), "test"))
        .isInstanceOf(StoreException.class);
    assertThatCode(() -> RecordJson.read(Wish.class, text.formatted("\\ud834\\udd1e"), "test"))
        .doesNotThrowAnyException();
  }

  @Test
  void the_largest_report_fits_into_a_line() throws StoreException {
    Problem damaged = new Problem.CorruptObject("0".repeat(64) + ".dirtree", Flaw.MALFORMED);
    Outcome outcome =
        new Outcome.Succeeded(
            new Outcome.Result.Verified(
                Long.MAX_VALUE,
                Collections.nCopies(Outcome.Result.Verified.MAX_DAMAGED, damaged),
                0));
    WorkerLine line = WorkerLine.finished(outcome, Optional.of("f8c1"));

    assertThat(RecordJson.read(WorkerLine.class, RecordJson.write(line), "test")).isEqualTo(line);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        // what is replaced | by what
        "\"id\":\"x\"      | \"id\":\"x\",\"more\":1",
        "\"id\":\"x\"      | \"id\":\"x\",\"id\":\"x\"",
        "\"id\":\"x\",     | ``",
        "\"id\":\"x\"      | \"id\":1",
        "\"id\":\"x\"      | \"id\":null",
        "\"id\":\"x\"      | \"id\":[\"x\"]",
        "\"id\":\"x\"      | \"id\":{\"x\":1}",
        "\"id\":\"x\"      | \"id\":true",
        "\"id\":           | \"ID\":",
        "\"id\":           | id:",
        "{\"name\":        | [\"name\":",
        "{\"name\":\"n\",\"note\":\"é\"} | null",
        "{\"name\":\"n\",\"note\":\"é\"} | \"n\"",
        "\"type\":\"set-label\",  | ``",
        "\"type\":\"set-label\"   | \"type\":\"SetLabel\"",
        "\"type\":\"set-label\"   | \"type\":\"none\"",
        "\"type\":\"set-label\"   | \"type\":1",
        "\"type\":\"set-label\"   | \"type\":\"set-label\",\"type\":\"set-label\"",
        "é\"}}             | é\"}}}",
        "é\"}}             | é\"}} 1",
        "é\"}}             | é\"}}{}",
        "é\"}}             | é\"}} x",
        "é\"}}             | é\"}",
        "é\"}}             | é\"},}",
        "é                 | é\u0001é",
      })
  void what_was_not_written_here_is_refused(String what, String by) {
    assertThat(LABEL).contains(what);
    assertRefused(LABEL.replace(what, by), Flaw.MALFORMED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "null",
        "1",
        "\"x\"",
        "[]",
        "{}",
        "[{}]",
        "{\"type\":\"prune\"",
        "// x",
        "{\"type\":\"verify\",\"repair\":\"true\"}",
        "{\"type\":\"verify\",\"repair\":1}",
        "{\"type\":\"verify\",\"repair\":null}",
        "{\"type\":\"unlock\",\"kind\":\"HOTFIX\"}",
        "{\"type\":\"unlock\",\"kind\":1}",
        "{\"type\":\"deploy\",\"stateroot\":\"x\",\"commit\":\"0\"}",
        "{\"type\":\"remove\",\"ids\":\"x\"}",
        "{\"type\":\"remove\",\"ids\":[1]}",
        "{\"type\":\"remove\",\"ids\":[null]}",
        "{\"type\":\"remove\",\"ids\":{\"0\":\"x\"}}",
        "{\"repair\":true,\"type\":\"verify\"}",
      })
  void no_doubt_is_given_the_benefit_of(String text) {
    assertRefused(text, Flaw.MALFORMED);
  }

  @Test
  void numbers_are_whole_and_fit() throws StoreException {
    String text = "{\"type\":\"freed\",\"objects\":%s,\"bytes\":2}";
    Class<Outcome.Result> type = Outcome.Result.class;
    assertThat(RecordJson.read(type, text.formatted("1"), "test"))
        .isEqualTo(new Outcome.Result.Freed(1, 2));
    for (String bad :
        List.of("1.0", "1e3", "9223372036854775808", "1".repeat(1000), "\"1\"", "01", "NaN")) {
      assertThatThrownBy(() -> RecordJson.read(type, text.formatted(bad), "test"))
          .as(bad)
          .isInstanceOf(StoreException.class);
    }
  }

  @Test
  void what_is_too_large_or_too_deep_is_refused_before_it_costs_anything() {
    String padding = " ".repeat(RecordJson.MAX_TEXT);
    assertRefused(padding + LABEL, Flaw.TOO_LARGE);
    assertRefused("[".repeat(100_000), Flaw.MALFORMED);
    assertRefused("{\"type\":".repeat(10_000), Flaw.MALFORMED);
    String many = "\"x\",".repeat(5_000) + "\"x\"";
    assertRefused("{\"type\":\"remove\",\"ids\":[" + many + "]}", Flaw.MALFORMED);
    assertRefused("{\"" + "t".repeat(1_000) + "\":1}", Flaw.MALFORMED);
  }

  @Test
  void whatever_comes_is_read_or_refused() throws StoreException {
    Random random = new Random(1);
    List<String> texts =
        TYPES.stream()
            .flatMap(type -> Samples.of(type).stream())
            .map(sample -> RecordJson.write((Record) sample))
            .toList();
    int taken = 0;
    for (int i = 0; i < 15_000; i++) {
      String text = mutated(texts.get(random.nextInt(texts.size())), random);
      Class<?> type = TYPES.get(random.nextInt(TYPES.size()));
      Optional<Object> value = read(type, text);
      if (value.isPresent()) {
        taken++;
        String again = RecordJson.write((Record) value.get());
        assertThat(read(type, again)).as(text).isEqualTo(value);
      }
    }
    assertThat(taken).isPositive();
  }

  private static Optional<Object> read(Class<?> type, String text) {
    try {
      return Optional.of(RecordJson.read(type, text, "test"));
    } catch (StoreException refused) {
      assertThat(refused.problem()).isInstanceOf(Problem.CorruptFile.class);
      return Optional.empty();
    }
  }

  private static String mutated(String text, Random random) {
    StringBuilder changed = new StringBuilder(text);
    for (int i = 1 + random.nextInt(3); i > 0 && !changed.isEmpty(); i--) {
      int at = random.nextInt(changed.length());
      int end = Math.min(changed.length(), at + random.nextInt(12));
      String part = changed.substring(at, end);
      switch (random.nextInt(4)) {
        case 0 -> changed.delete(at, end);
        case 1 -> changed.insert(at, part);
        case 2 -> changed.setCharAt(at, "{}[]\",:0-.enft\\ \u0000é".charAt(random.nextInt(18)));
        default -> changed.insert(random.nextInt(changed.length()), part);
      }
    }
    return changed.toString();
  }

  private static void assertRefused(String text, Flaw flaw) {
    assertThatThrownBy(() -> RecordJson.read(Operation.class, text, "test"))
        .isInstanceOfSatisfying(
            StoreException.class,
            e -> assertThat(e.problem()).isEqualTo(new Problem.CorruptFile("test", flaw)));
  }
}
