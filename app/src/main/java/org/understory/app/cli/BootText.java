package org.understory.app.cli;

import static org.understory.app.cli.Table.cell;
import static org.understory.model.text.Sanitizer.line;

import java.util.stream.Collectors;
import org.understory.app.cli.Table.Cell;
import org.understory.app.text.SizeText;
import org.understory.model.storage.BootUse;
import org.understory.model.storage.BootUse.Budget;

/** Tells a person of the room in /boot. */
record BootText(Session session, SizeText sizes) {
  /** How much there is, and each kernel with those that start with it. */
  void volume(BootUse boot) {
    session
        .out()
        .line(
            session.word(
                boot.separate() ? "bootmenu.volume" : "bootmenu.volume.same",
                sizes.brief(boot.volume().free()),
                sizes.brief(boot.volume().total())));
  }

  /** That this user may not look into it, or there is none. */
  void unreadable() {
    session.out().line(session.word("bootmenu.unreadable"));
  }

  void kernels(BootUse boot) {
    Table table = new Table();
    table.row(
        new Cell(session.word("column.kernel"), Ink.FAINT),
        new Cell(session.word("column.size"), Ink.FAINT),
        new Cell(session.word("column.deployments"), Ink.FAINT));
    for (BootUse.Kernel each : boot.kernels()) {
      table.row(
          cell(line(each.version().orElse(each.name()))),
          cell(sizes.brief(each.bytes())),
          cell(
              line(
                  each.deployments().stream()
                      .map(BootText::brief)
                      .collect(Collectors.joining(", ")))));
    }
    table.print(session.out().line(), session.terminal().abilities().colours());
  }

  /** What comes needs, and what to do where it does not fit. */
  void budget(Budget budget) {
    boolean colours = session.terminal().abilities().colours();
    String needed = sizes.brief(budget.needed());
    String key =
        budget.update().isEmpty()
            ? "bootmenu.next.unknown"
            : budget.needed() == 0 ? "bootmenu.next.nothing" : "bootmenu.next.needs";
    session.out().line(session.word(key, needed));
    if (!budget.fits()) {
      String missing = sizes.brief(budget.missing());
      String advice =
          budget.remove().isEmpty()
              ? session.word("bootmenu.remove.none", missing)
              : session.word("bootmenu.remove", missing, line(String.join(" ", budget.remove())));
      session.out().line(Ink.RED.on(advice, colours));
    }
  }

  /** An id as far as it tells deployments apart. */
  static String brief(String id) {
    return id.replaceAll("([0-9a-f]{10})[0-9a-f]{54}", "$1");
  }
}
