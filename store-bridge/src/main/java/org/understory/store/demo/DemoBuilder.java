package org.understory.store.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.DoubleConsumer;
import org.understory.model.history.Checksum;
import org.understory.model.history.Ref;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.StoreException;
import org.understory.model.system.Deployment;
import org.understory.store.repo.Repository;
import org.understory.store.sysroot.Sysroot;

/** Makes a demo system in an empty folder. */
final class DemoBuilder {
  static final String REMOTE = "demo";

  /** Steps that count for the progress besides the commits, each about as long as one of them. */
  private static final int OTHER_STEPS = 41;

  private final DemoLayout layout;

  /** What GRUB on the computer that the demo plays would do. */
  private static final String GRUB =
      """
      load_env
      if [ "${next_entry}" ] ; then
        set default="${next_entry}"
        set next_entry=
        save_env next_entry
      fi
      blscfg
      """;

  /** Bytes of GRUB's variables. */
  private static final int GRUB_BLOCK = 1024;

  private final DemoLayout target;
  private final LocalDate today;
  private final Tool tool;
  private final DoubleConsumer progress;
  private int steps;

  /**
   * Nothing is done yet.
   *
   * @param layout where it is made
   * @param target where it is going to be moved: what has to know its own place is told this one
   */
  DemoBuilder(
      DemoLayout layout, DemoLayout target, LocalDate today, Tool tool, DoubleConsumer progress) {
    this.layout = layout;
    this.target = target;
    this.today = today;
    this.tool = tool;
    this.progress = progress;
  }

  void build() throws StoreException, IOException {
    DemoFiles.folders(layout.sysroot());
    DemoFiles.folders(layout.work());
    tool.ostree("admin", "init-fs", "--modern", layout.sysroot().toString());
    configure("core.fsync", "false");
    configure("sysroot.bootloader", "none");
    DemoHistory history = new DemoHistory(catalogue(), today);
    tool.ostree("init", "--repo=" + published(), "--mode=bare");
    tool.ostree(
        "remote",
        "add",
        "--repo=" + layout.repository(),
        "--no-gpg-verify",
        REMOTE,
        target.remote().toUri().toString());
    DemoRepository publisher = new DemoRepository(history, published(), layout.work(), tool);
    publisher.commit(() -> advance(1), stable -> deploy(history, stable));
    fetch(DemoHistory.BRANCHES.stream().map(DemoHistory.Branch::name).toList());
    advance(5);
    boot();
    // The computer that is played has it mounted.
    DemoFiles.folders(layout.remote());
    DemoLanes.run(
        () -> new DemoStaging(layout, tool).stage(REMOTE + ":" + DemoHistory.STABLE),
        this::keepHistory,
        () -> publisher.serve(layout.remote(), () -> advance(2)));
    DemoFiles.remove(layout.work());
    Files.writeString(layout.stamp(), DemoLayout.VERSION);
    progress.accept(1);
  }

  /** Needs nothing but stable, and goes on beside the commits of other branches. */
  private void deploy(DemoHistory history, List<String> stable) throws StoreException, IOException {
    fetch(List.of(DemoHistory.STABLE));
    new DemoDeployments(history, layout.sysroot(), layout.work(), tool).deploy(stable);
    advance(20);
  }

  /**
   * Fetches branches as from the remote, of which the sysroot knows by its final place, but out of
   * the publisher's own repository. Both are bare ones on one disk, so that this makes hard links
   * and no copies.
   */
  private void fetch(List<String> branches) throws StoreException {
    List<String> pull = new ArrayList<>(List.of("pull-local", "--repo=" + layout.repository()));
    pull.addAll(List.of("--remote=" + REMOTE, "--depth=-1", published().toString()));
    pull.addAll(branches);
    tool.ostree(pull);
  }

  /**
   * Names every commit, for libostree removes those without a name when deployments change, and the
   * demo would lose its history. The names are kept from view, as those of deployments are.
   */
  private void keepHistory() throws StoreException {
    try (Repository repository = Repository.open(layout.repository())) {
      List<Checksum> tips = repository.refs().stream().map(Ref::checksum).toList();
      List<Checksum> commits = new ArrayList<>();
      repository.history(
          tips, commit -> commits.add(commit.checksum()), problem -> {}, new Cancellation());
      for (int i = 0; i < commits.size(); i++) {
        if (!tips.contains(commits.get(i))) {
          tool.ostree(
              "refs",
              "--repo=" + layout.repository(),
              "--create=ostree/demo/" + i,
              commits.get(i).hex());
        }
      }
    }
  }

  /** Writes what a kernel would tell of the deployment that boots next, as if it had booted. */
  private void boot() throws StoreException, IOException {
    Deployment running;
    try (Sysroot sysroot = Sysroot.open(layout.sysroot(), layout.host())) {
      running = sysroot.snapshot().deployments().getFirst();
    }
    DemoFiles.folders(layout.host().run());
    DemoFiles.folders(layout.host().kernelCommandLine().getParent());
    Files.writeString(
        layout.host().kernelCommandLine(),
        String.join(" ", running.kernelArguments().arguments()) + "\n");
    Files.writeString(layout.host().run().resolve("ostree-booted"), "");
    Path grub = layout.sysroot().resolve("boot/grub2");
    DemoFiles.folders(grub);
    Files.writeString(grub.resolve("grub.cfg"), GRUB);
    String head = "# GRUB Environment Block\n";
    Files.writeString(grub.resolve("grubenv"), head + "#".repeat(GRUB_BLOCK - head.length()));
    Files.createSymbolicLink(
        layout.host().root(), layout.hostFolder().relativize(layout.deployment(running)));
  }

  /** Where the publisher makes what is fetched and served. */
  private Path published() {
    return layout.work().resolve("published");
  }

  private void configure(String key, String value) throws StoreException {
    tool.ostree("config", "--repo=" + layout.repository(), "set", key, value);
  }

  private synchronized void advance(int more) {
    steps += more;
    int commits = DemoHistory.BRANCHES.stream().mapToInt(DemoHistory.Branch::commits).sum();
    progress.accept(Math.min(1.0, (double) steps / (commits + OTHER_STEPS)));
  }

  private static List<String> catalogue() throws IOException {
    InputStream in =
        Objects.requireNonNull(DemoBuilder.class.getResourceAsStream("demo-packages.txt"));
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      return lines.lines().toList();
    }
  }
}
