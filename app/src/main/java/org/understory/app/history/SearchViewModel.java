package org.understory.app.history;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.understory.model.history.CommitQuery;
import org.understory.model.history.CommitQuery.Field;

/** What is typed and chosen in the search bar, and the filter that follows from it. */
final class SearchViewModel {
  /** How old commits may be. */
  enum Period {
    ANY(0),
    MONTH(1),
    QUARTER(3),
    YEAR(12),
    /** From one chosen day to another. */
    CUSTOM(0);

    private final int months;

    Period(int months) {
      this.months = months;
    }
  }

  private final Clock clock;
  private final StringProperty text = new SimpleStringProperty("");
  private final Map<Field, BooleanProperty> fields = new EnumMap<>(Field.class);
  private final ObjectProperty<Period> period = new SimpleObjectProperty<>(Period.ANY);
  private final ObjectProperty<Optional<LocalDate>> from =
      new SimpleObjectProperty<>(Optional.empty());
  private final ObjectProperty<Optional<LocalDate>> to =
      new SimpleObjectProperty<>(Optional.empty());
  private final BooleanProperty deployedOnly = new SimpleBooleanProperty();
  private final BooleanProperty matchesOnly = new SimpleBooleanProperty();
  private final ReadOnlyObjectWrapper<Filter> filter = new ReadOnlyObjectWrapper<>(Filter.NONE);
  private boolean resetting;

  /** Days begin in the zone of this clock. */
  SearchViewModel(Clock clock) {
    this.clock = clock;
    for (Field field : Field.values()) {
      // Metadata means reading every commit again, so it is asked for.
      BooleanProperty chosen = new SimpleBooleanProperty(field != Field.METADATA);
      chosen.subscribe(this::changed);
      fields.put(field, chosen);
    }
    text.subscribe(this::changed);
    period.subscribe(this::changed);
    from.subscribe(this::changed);
    to.subscribe(this::changed);
    deployedOnly.subscribe(this::changed);
    matchesOnly.subscribe(this::changed);
    changed();
  }

  /** The words to look for. */
  StringProperty textProperty() {
    return text;
  }

  /** Whether words are looked for in this field. */
  BooleanProperty fieldProperty(Field field) {
    return Optional.ofNullable(fields.get(field)).orElseThrow();
  }

  /** How old commits may be. */
  ObjectProperty<Period> periodProperty() {
    return period;
  }

  /** The first day of {@link Period#CUSTOM}. */
  ObjectProperty<Optional<LocalDate>> fromProperty() {
    return from;
  }

  /** The last day of {@link Period#CUSTOM}. */
  ObjectProperty<Optional<LocalDate>> toProperty() {
    return to;
  }

  /** Whether only commits with a deployment are shown. */
  BooleanProperty deployedOnlyProperty() {
    return deployedOnly;
  }

  /** Whether commits that don't match are hidden. */
  BooleanProperty matchesOnlyProperty() {
    return matchesOnly;
  }

  /** Whether something else than words decides what is shown. */
  boolean isNarrowed() {
    return period.get() != Period.ANY || deployedOnly.get() || matchesOnly.get();
  }

  /** All of it in one value. */
  ReadOnlyObjectProperty<Filter> filterProperty() {
    return filter.getReadOnlyProperty();
  }

  /** Looks for nothing, so that every commit is shown. */
  void clear() {
    resetting = true;
    text.set("");
    period.set(Period.ANY);
    deployedOnly.set(false);
    resetting = false;
    changed();
  }

  private void changed() {
    if (resetting) {
      return;
    }
    Set<Field> chosen = EnumSet.noneOf(Field.class);
    fields.forEach(
        (field, on) -> {
          if (on.get()) {
            chosen.add(field);
          }
        });
    // Looking nowhere would find nothing; no field chosen means no choice made.
    CommitQuery query =
        CommitQuery.of(
                text.get(),
                chosen.isEmpty() ? EnumSet.complementOf(EnumSet.of(Field.METADATA)) : chosen)
            .within(since(), until());
    filter.set(new Filter(query, deployedOnly.get(), matchesOnly.get()));
  }

  private OptionalLong since() {
    return switch (period.get()) {
      case ANY -> OptionalLong.empty();
      case CUSTOM -> startOf(from.get());
      case MONTH, QUARTER, YEAR ->
          startOf(Optional.of(LocalDate.now(clock).minusMonths(period.get().months)));
    };
  }

  private OptionalLong until() {
    return period.get() == Period.CUSTOM
        ? startOf(to.get().map(day -> day.plusDays(1)))
        : OptionalLong.empty();
  }

  private OptionalLong startOf(Optional<LocalDate> day) {
    ZoneId zone = clock.getZone();
    return day.isPresent()
        ? OptionalLong.of(day.get().atStartOfDay(zone).toEpochSecond())
        : OptionalLong.empty();
  }
}
