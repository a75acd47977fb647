package org.understory.app.cli;

import static org.understory.app.cli.Table.cell;
import static org.understory.model.text.Sanitizer.line;

import java.util.Optional;
import org.understory.app.cli.Table.Cell;
import org.understory.app.state.ComparedSide;
import org.understory.app.state.OpenSystem;
import org.understory.app.text.ArgumentText;
import org.understory.model.operation.StoreException;
import org.understory.model.system.ArgumentChanges;
import org.understory.model.system.Deployment;
import org.understory.model.system.Kernel;
import org.understory.model.system.Kernel.BootFile;
import org.understory.store.sysroot.KernelReader;

/** {@code diff --kernel}: kernel, initramfs and kernel arguments before and after. */
record KernelDiff(Session session) {
  void run(OpenSystem system, String from, String to) throws StoreException {
    ComparedSide first = ComparedSide.named(from, system);
    ComparedSide second = ComparedSide.named(to, system);
    KernelReader reader = new KernelReader(system.repository());
    Optional<Kernel> before = reader.kernel(first.commit());
    Optional<Kernel> after = reader.kernel(second.commit());
    Optional<ArgumentChanges> arguments =
        first
            .deployment()
            .map(Deployment::kernelArguments)
            .flatMap(
                old ->
                    second
                        .deployment()
                        .map(it -> ArgumentChanges.between(old, it.kernelArguments())));
    if (session.json()) {
      json(before, after, arguments);
    } else {
      text(before, after, arguments);
    }
  }

  private void text(
      Optional<Kernel> before, Optional<Kernel> after, Optional<ArgumentChanges> arguments) {
    boolean colours = session.terminal().abilities().colours();
    Table table = new Table();
    row(table, "kernel.version", before.map(Kernel::version), after.map(Kernel::version));
    row(
        table,
        "kernel.image",
        before.map(it -> text(it.image())),
        after.map(it -> text(it.image())));
    row(
        table,
        "kernel.initramfs",
        before.flatMap(Kernel::initramfs).map(this::text),
        after.flatMap(Kernel::initramfs).map(this::text));
    table.print(session.out(), colours);
    if (arguments.isEmpty()) {
      session.out().line(session.word("kernel.arguments-unknown"));
      return;
    }
    ArgumentChanges changes = arguments.get();
    if (changes.isEmpty()) {
      session.out().line(session.word("kernel.arguments-same"));
    }
    Table list = new Table();
    changes.added().forEach(it -> list.row(new Cell("+ " + line(it), Ink.GREEN), meaning(it)));
    changes.removed().forEach(it -> list.row(new Cell("- " + line(it), Ink.RED), meaning(it)));
    changes
        .changed()
        .forEach(
            it ->
                list.row(
                    new Cell("~ " + line(it.from()) + " -> " + line(it.to()), Ink.YELLOW),
                    meaning(it.to())));
    list.print(session.out(), colours);
  }

  private Cell meaning(String argument) {
    return new Cell(new ArgumentText(session.words()).meaning(argument).orElse(""), Ink.FAINT);
  }

  private void row(Table table, String key, Optional<String> before, Optional<String> after) {
    String old = before.map(it -> line(it)).orElse("-");
    String now = after.map(it -> line(it)).orElse("-");
    Cell change = before.equals(after) ? cell(old) : new Cell(old + " -> " + now, Ink.YELLOW);
    table.row(cell(session.word(key)), change);
  }

  private String text(BootFile file) {
    return session.word("kernel.file", file.checksum().brief(), file.size());
  }

  private void json(
      Optional<Kernel> before, Optional<Kernel> after, Optional<ArgumentChanges> arguments) {
    try (Json json = new Json(session.out())) {
      json.beginObject();
      json(json, "from", before);
      json(json, "to", after);
      json.name("arguments");
      if (arguments.isEmpty()) {
        json.absent();
      } else {
        json.beginObject()
            .texts("added", arguments.get().added())
            .texts("removed", arguments.get().removed())
            .name("changed")
            .beginArray();
        for (ArgumentChanges.Changed each : arguments.get().changed()) {
          json.beginObject().text("from", each.from()).text("to", each.to()).endObject();
        }
        json.endArray().endObject();
      }
      json.endObject();
    }
  }

  private static void json(Json json, String name, Optional<Kernel> kernel) {
    json.name(name);
    if (kernel.isEmpty()) {
      json.absent();
      return;
    }
    json.beginObject().text("version", kernel.get().version());
    file(json, "image", Optional.of(kernel.get().image()));
    file(json, "initramfs", kernel.get().initramfs());
    json.endObject();
  }

  private static void file(Json json, String name, Optional<BootFile> file) {
    json.name(name);
    if (file.isEmpty()) {
      json.absent();
      return;
    }
    json.beginObject()
        .text("checksum", file.get().checksum().hex())
        .number("size", file.get().size())
        .endObject();
  }
}
