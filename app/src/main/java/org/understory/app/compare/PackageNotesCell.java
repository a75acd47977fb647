package org.understory.app.compare;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.control.TreeTableCell;
import javafx.scene.layout.HBox;
import org.understory.app.control.Chip;
import org.understory.app.control.Shown;
import org.understory.model.packages.Advisory.Severity;
import org.understory.model.packages.Layering;

/** The gravest advisory of a package, and what rpm-ostree did to it. */
final class PackageNotesCell extends TreeTableCell<PackageRow, PackageRow> {
  private final PackageWords words;
  private final Map<Severity, Chip> severities = new EnumMap<>(Severity.class);
  private final Map<Layering.Mark, Chip> marks = new EnumMap<>(Layering.Mark.class);
  private final HBox box = new HBox(6);

  PackageNotesCell(PackageWords words) {
    this.words = words;
    box.setAlignment(Pos.CENTER_LEFT);
    setGraphic(box);
  }

  /** Chips are made when first needed and then only hidden: what is put in anew is styled anew. */
  @Override
  protected void updateItem(PackageRow row, boolean empty) {
    super.updateItem(row, empty);
    Optional<PackageChange> change =
        !empty && row instanceof PackageRow.One(PackageChange it)
            ? Optional.of(it)
            : Optional.empty();
    Optional<Severity> severity =
        change.flatMap(it -> it.advisories().stream().findFirst()).map(it -> it.severity());
    Optional<Layering.Mark> mark = change.flatMap(PackageChange::mark);
    severity.ifPresent(it -> severities.computeIfAbsent(it, key -> add(words.chip(key))));
    mark.ifPresent(it -> marks.computeIfAbsent(it, key -> add(words.chip(key))));
    severities.forEach((key, chip) -> Shown.set(chip, severity.filter(key::equals).isPresent()));
    marks.forEach((key, chip) -> Shown.set(chip, mark.filter(key::equals).isPresent()));
  }

  private Chip add(Chip chip) {
    box.getChildren().add(chip);
    return chip;
  }
}
