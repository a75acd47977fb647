package org.understory.app.storage;

import static org.understory.model.text.Sanitizer.line;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.understory.app.control.StackedBar.Part;
import org.understory.app.deployment.DeploymentState;
import org.understory.app.deployment.DeploymentWords;
import org.understory.app.text.SizeText;
import org.understory.model.storage.BootUse;
import org.understory.model.storage.BootUse.Budget;
import org.understory.model.storage.Usage;
import org.understory.model.storage.Usage.DeploymentUse;
import org.understory.model.storage.Usage.RefUse;
import org.understory.model.system.Deployment;
import org.understory.resources.Messages;

/** Puts what takes room into words. */
final class StorageWords {
  /** Colours that there are for deployments. */
  private static final int COLOURS = 6;

  private final Messages messages;
  private final SizeText sizes;
  private final DeploymentWords words;

  StorageWords(Messages messages) {
    this.messages = messages;
    this.sizes = new SizeText(messages);
    this.words = new DeploymentWords(messages);
  }

  List<StorageRow> deployments(Usage usage, List<Deployment> deployments) {
    Map<String, Deployment> known = new HashMap<>();
    deployments.forEach(each -> known.put(each.id(), each));
    List<StorageRow> rows = new ArrayList<>();
    for (DeploymentUse use : usage.deployments()) {
      Optional<Deployment> deployment = Optional.ofNullable(known.get(use.id()));
      rows.add(
          new StorageRow(
              deployment.map(StorageRow.Going::of).orElse(StorageRow.Going.STAYS),
              use.id(),
              deployment.map(this::name).orElse(line(use.id())),
              deployment.map(this::states).orElse(""),
              sizes.brief(use.total() + use.own()),
              sizes.brief(use.unique() + use.own()),
              sizes.brief(use.shared()),
              deployment.filter(Deployment::booted).isPresent()
                  ? messages.get("storage.running")
                  : sizes.brief(use.freed())));
    }
    return rows;
  }

  List<StorageRow> branches(Usage usage) {
    return usage.refs().stream().filter(ref -> !ref.internal()).map(this::branch).toList();
  }

  private StorageRow branch(RefUse use) {
    return new StorageRow(
        StorageRow.Going.STAYS,
        "",
        line(use.refspec()),
        use.commit().brief(),
        sizes.brief(use.total()),
        sizes.brief(use.unique()),
        sizes.brief(use.shared()),
        "");
  }

  /** The version of a deployment, with its label. */
  String name(Deployment deployment) {
    String name = DeploymentWords.name(deployment);
    return DeploymentWords.label(deployment)
        .map(label -> messages.get("storage.labelled", name, label))
        .orElse(name);
  }

  private String states(Deployment deployment) {
    String states =
        words.states(deployment).stream()
            .map(DeploymentState::word)
            .collect(Collectors.joining(", "));
    return states.isEmpty() ? words.branch(deployment.origin()) : states;
  }

  /** The whole disk. */
  List<Part> disk(Usage usage) {
    long system = system(usage).stream().mapToLong(Part::bytes).sum();
    long others = Math.max(0, usage.disk().used() - system);
    return List.of(
        part("storage.part.system", system, "part-0"),
        part("storage.part.others", others, "part-other"),
        part("storage.part.free", usage.disk().free(), "part-free"));
  }

  /** What the system has of it: each object once. */
  List<Part> system(Usage usage, List<Deployment> deployments) {
    Map<String, String> names = new HashMap<>();
    deployments.forEach(each -> names.put(each.id(), name(each)));
    List<Part> parts = new ArrayList<>();
    long unique = 0;
    for (DeploymentUse use : usage.deployments()) {
      long bytes = use.unique() + use.own();
      unique += bytes;
      String name = messages.get("storage.part.only", names.getOrDefault(use.id(), line(use.id())));
      parts.add(new Part(name, sizes.brief(bytes), bytes, "part-" + parts.size() % COLOURS));
    }
    Usage.RepositoryUse repository = usage.repository();
    long own = usage.deployments().stream().mapToLong(DeploymentUse::own).sum();
    // Deployments of one commit have nothing of it alone, and count as sharing it.
    long shared =
        repository.objects()
            - repository.branches()
            - repository.unneeded()
            - Math.max(0, unique - own);
    parts.add(part("storage.part.shared", shared, "part-shared"));
    parts.add(part("storage.part.branches", repository.branches(), "part-branches"));
    parts.add(part("storage.part.unneeded", repository.unneeded(), "part-unneeded"));
    parts.add(
        part(
            "storage.part.rest",
            repository.others() + repository.health().leftovers(),
            "part-other"));
    return parts;
  }

  private List<Part> system(Usage usage) {
    return system(usage, List.of());
  }

  private Part part(String key, long bytes, String style) {
    return new Part(messages.get(key), sizes.brief(bytes), bytes, style);
  }

  String free(Usage.Volume volume) {
    return messages.get("storage.free", sizes.brief(volume.free()), sizes.brief(volume.total()));
  }

  /** What the parts are together. */
  String sum(List<Part> parts) {
    return sizes.brief(parts.stream().mapToLong(Part::bytes).sum());
  }

  /**
   * /boot: each kernel, what the update needs, what else is free. Where it is on the disk of the
   * system what is free there is no part of it.
   */
  List<Part> boot(BootUse boot, Budget budget) {
    List<Part> parts = new ArrayList<>();
    long kernels = 0;
    for (BootUse.Kernel kernel : boot.kernels()) {
      String name =
          messages.get(
              "storage.part.kernel",
              line(kernel.version().orElse(kernel.name())),
              kernel.deployments().size());
      parts.add(
          new Part(
              name, sizes.brief(kernel.bytes()), kernel.bytes(), "part-" + parts.size() % COLOURS));
      kernels += kernel.bytes();
    }
    long needed = budget.update().isPresent() ? budget.needed() : 0;
    parts.add(part("storage.part.next", needed, "part-unneeded"));
    if (boot.separate()) {
      long others = Math.max(0, boot.volume().used() - kernels);
      parts.add(part("storage.part.others", others, "part-other"));
      parts.add(part("storage.part.free", Math.max(0, boot.volume().free() - needed), "part-free"));
    }
    return parts;
  }

  /** What comes, in a sentence. */
  String budget(Budget budget) {
    String needed = sizes.brief(budget.needed());
    if (budget.update().isEmpty()) {
      return messages.get("storage.boot.unknown", needed);
    }
    return budget.needed() == 0
        ? messages.get("storage.boot.nothing")
        : messages.get("storage.boot.needs", needed);
  }

  /** What to do where it does not fit. */
  String advice(Budget budget, List<Deployment> deployments) {
    String missing = sizes.brief(budget.missing());
    List<String> names =
        deployments.stream()
            .filter(each -> budget.remove().contains(each.id()))
            .map(this::name)
            .toList();
    return names.isEmpty()
        ? messages.get("storage.boot.remove.none", missing)
        : messages.get(
            "storage.boot.remove", missing, String.join(messages.get("storage.and"), names));
  }

  String size(long bytes) {
    return sizes.brief(bytes);
  }
}
