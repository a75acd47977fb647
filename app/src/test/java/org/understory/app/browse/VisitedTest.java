package org.understory.app.browse;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.understory.app.browse.Visited.Stop;
import org.understory.model.history.Checksum;

final class VisitedTest {
  private static final Checksum COMMIT = new Checksum(1, 2, 3, 4);
  private final Visited visited = new Visited();

  @Test
  void a_new_place_after_going_back_forgets_the_way_forward() {
    visited.arrive(stop("/a"));
    visited.arrive(stop("/b"));
    assertThat(visited.back()).hasValue(stop("/a"));
    visited.arrive(stop("/c"));
    assertThat(visited.forward()).isEmpty();
    assertThat(visited.back()).hasValue(stop("/a"));
  }

  @Test
  void arriving_where_one_is_counts_for_nothing() {
    visited.arrive(stop("/a"));
    visited.arrive(stop("/a"));
    assertThat(visited.canGoBack()).isFalse();
  }

  @Test
  void remembers_a_hundred_places() {
    for (int i = 0; i < 300; i++) {
      visited.arrive(stop("/" + i));
    }
    int steps = 0;
    while (visited.back().isPresent()) {
      steps++;
    }
    assertThat(steps).isEqualTo(100);
  }

  private static Stop stop(String path) {
    return new Stop(COMMIT, path);
  }
}
