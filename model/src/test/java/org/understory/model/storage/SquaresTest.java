package org.understory.model.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.understory.model.storage.Squares.Area;

final class SquaresTest {
  private static final Area WHOLE = new Area(0, 0, 600, 400);

  /** The example of the paper: 6, 6, 4, 3, 2, 2, 1 in a rectangle of 6 by 4. */
  @Test
  void the_example_of_the_paper_comes_out_as_drawn_there() {
    List<Area> areas = Squares.layout(List.of(6L, 6L, 4L, 3L, 2L, 2L, 1L), new Area(0, 0, 6, 4));
    near(areas.get(0), 0, 0, 3, 2);
    near(areas.get(1), 0, 2, 3, 2);
    near(areas.get(2), 3, 0, 12 / 7.0, 7 / 3.0);
    near(areas.get(3), 3 + 12 / 7.0, 0, 9 / 7.0, 7 / 3.0);
  }

  @Test
  void nothing_needs_no_room_and_no_room_is_no_trouble() {
    assertThat(Squares.layout(List.of(), WHOLE)).isEmpty();
    assertThat(Squares.layout(List.of(5L, 1L, 0L), new Area(0, 0, 0, 0))).hasSize(3);
    assertThat(Squares.layout(List.of(0L, 0L), WHOLE)).hasSize(2);
  }

  @RepeatedTest(50)
  void each_has_its_part_and_none_lies_over_another(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    List<Long> sizes =
        random
            .longs(random.nextInt(1, 40), 1, 1L << random.nextInt(1, 40))
            .boxed()
            .sorted(Comparator.reverseOrder())
            .toList();
    List<Area> areas = Squares.layout(sizes, WHOLE);
    double sum = sizes.stream().mapToDouble(size -> size).sum();
    assertThat(areas).hasSameSizeAs(sizes);
    for (int i = 0; i < areas.size(); i++) {
      Area one = areas.get(i);
      assertThat(one.width() * one.height()).isCloseTo(240_000 * sizes.get(i) / sum, within(1e-3));
      assertThat(one.x()).isGreaterThanOrEqualTo(-1e-6);
      assertThat(one.y()).isGreaterThanOrEqualTo(-1e-6);
      assertThat(one.x() + one.width()).isLessThanOrEqualTo(600 + 1e-6);
      assertThat(one.y() + one.height()).isLessThanOrEqualTo(400 + 1e-6);
      for (Area other : areas.subList(0, i)) {
        assertThat(overlap(one, other)).isLessThan(1e-3);
      }
    }
  }

  private static void near(Area area, double x, double y, double width, double height) {
    assertThat(area.x()).isCloseTo(x, within(1e-9));
    assertThat(area.y()).isCloseTo(y, within(1e-9));
    assertThat(area.width()).isCloseTo(width, within(1e-9));
    assertThat(area.height()).isCloseTo(height, within(1e-9));
  }

  private static double overlap(Area a, Area b) {
    double width = Math.min(a.x() + a.width(), b.x() + b.width()) - Math.max(a.x(), b.x());
    double height = Math.min(a.y() + a.height(), b.y() + b.height()) - Math.max(a.y(), b.y());
    return Math.max(0, width) * Math.max(0, height);
  }
}
