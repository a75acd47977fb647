package org.understory.store.sysroot;

import static org.understory.test.fuzz.Target.require;
import static org.understory.test.fuzz.Target.same;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.understory.model.history.Checksum;
import org.understory.model.operation.StoreException;
import org.understory.model.plan.ArgumentRules;
import org.understory.model.plan.LibostreeVersion;
import org.understory.model.plan.Names;
import org.understory.model.system.ArgumentChanges;
import org.understory.model.system.KernelArguments;
import org.understory.model.system.Label;
import org.understory.model.system.Origin;
import org.understory.store.file.KeyFile;
import org.understory.store.packages.PackageTargets;
import org.understory.store.variant.Made;
import org.understory.test.fuzz.Scratch;
import org.understory.test.fuzz.Target;

/** What a sysroot and its boot loader say of deployments. */
public final class SysrootTargets {
  private static final Path FOLDER = Scratch.folder("sysroot");
  private static final Path EFI = FOLDER.resolve("sys/firmware/efi/efivars");
  private static final String VENDOR = "-4a67b082-0a4c-41cf-b6c7-440b29bb8c4f";

  private static final DeploymentName NAME =
      new DeploymentName("main", new Checksum(1, 2, 3, 4), 0);

  private SysrootTargets() {}

  /** All of them. */
  public static List<Target> all() {
    return List.of(
        Target.of("keyfile", SysrootTargets::keyFile, KeyFile.class),
        Target.of("origin", SysrootTargets::origin, OriginFile.class, OriginText.class),
        Target.of("staged", Made.also("a{sv}", SysrootTargets::staged), StagedFile.class),
        Target.of("boot-entry", SysrootTargets::bootEntry, BootEntry.class, BootLink.class),
        Target.of("boot-order", SysrootTargets::order, VersionOrder.class),
        Target.of("grub", SysrootTargets::grub, Grub.class),
        Target.of("systemd-boot", SysrootTargets::systemdBoot, SystemdBoot.class),
        Target.of("arguments", SysrootTargets::arguments, KernelArguments.class),
        Target.of(
            "names",
            SysrootTargets::names,
            DeploymentName.class,
            LibostreeVersion.class,
            Names.class));
  }

  private static void keyFile(byte[] input) throws Exception {
    KeyFile file = KeyFile.parse(Target.text(input), "a file");
    for (String group : file.groups()) {
      for (String key : file.keys(group)) {
        require(file.value(group, key).isPresent(), "every key has a value");
        file.string(group, key);
        file.isTrue(group, key);
      }
    }
  }

  /** An origin that is changed says what it was changed to, and no less than before. */
  private static void origin(byte[] input) throws Exception {
    List<String> parts = Target.texts(input, 3);
    String old = parts.getFirst();
    OriginFile read = OriginFile.of(KeyFile.parse(old, "origin"));
    String refspec = parts.get(1).isEmpty() ? "main" : parts.get(1);
    Label label = new Label(parts.get(1), parts.get(2));
    Names.requireLabel(label);
    Origin origin = new Origin(Optional.of(refspec), Origin.Source.BRANCH, Optional.empty());
    try {
      OriginFile changed = OriginFile.of(KeyFile.parse(OriginText.of(old, origin), "new"));
      same(origin, changed.origin(), "origin");
      require(!changed.pinned() && changed.label().isEmpty(), "what is the old one's own");
      String named = OriginText.labelled(old, Optional.of(label));
      OriginFile labelled = OriginFile.of(KeyFile.parse(named, "new"));
      same(read.origin(), labelled.origin(), "origin");
      require(read.pinned() == labelled.pinned(), "pinned");
      same(
          label.name().isEmpty() ? Optional.empty() : Optional.of(label),
          labelled.label(),
          "label");
      String bare = OriginText.labelled(named, Optional.empty());
      same(Optional.empty(), OriginFile.of(KeyFile.parse(bare, "new")).label(), "no label");
    } catch (StoreException e) {
      throw new AssertionError("what was written can't be read", e);
    }
  }

  private static void staged(byte[] input) throws Exception {
    FoundDeployment found = StagedFile.parse(input);
    inside(found.name());
    require(found.staged() && found.bootChecksum().isPresent(), "what is staged");
    same(
        Optional.of(found.name()),
        DeploymentName.parse(found.name().stateroot(), found.name().folder()),
        "name");
  }

  private static void inside(DeploymentName name) {
    require(
        name.folder(FOLDER).normalize().startsWith(FOLDER.resolve("ostree/deploy")),
        "a folder of the sysroot");
  }

  private static void bootEntry(byte[] input) {
    BootEntry entry = BootEntry.parse(Path.of("ostree-1.conf"), Target.text(input));
    KernelArguments.parse(entry.options().orElse(""))
        .value("ostree")
        .flatMap(BootLink::parse)
        .ifPresent(
            link ->
                require(
                    link.path(FOLDER).normalize().startsWith(FOLDER.resolve("ostree")),
                    "a link of the sysroot"));
    BootEntry other = BootEntry.parse(Path.of("ostree-2.conf"), "version " + input.length);
    List<BootEntry> entries = new ArrayList<>(List.of(other, entry));
    entries.sort(BootEntry.BOOT_ORDER);
  }

  private static void order(byte[] input) {
    PackageTargets.order(VersionOrder.ASCENDING, Target.texts(input, 3));
  }

  private static void grub(byte[] input) throws IOException {
    List<byte[]> files = Target.parts(input, 3);
    Path grub = Files.createDirectories(FOLDER.resolve("boot/grub2"));
    Files.write(grub.resolve("grub.cfg"), files.getFirst());
    Files.write(grub.resolve("grubenv"), files.get(1));
    BootMenu menu = Grub.read(FOLDER, List.of());
    require(menu.once().isEmpty(), "nothing that is not there starts once");
    BootMenu titled = Grub.read(FOLDER, entry("ostree-1.conf", Target.text(files.getLast())));
    menu(titled);
    for (String title : titled.names().values()) {
      require(title.chars().noneMatch(Character::isISOControl), "a title in one line: " + title);
    }
    Grub.next(Target.text(files.get(1)));
    Grub.canBeWritten(Target.text(files.get(1)), Target.text(files.getLast()));
  }

  private static void systemdBoot(byte[] input) throws IOException {
    List<byte[]> variables = Target.parts(input, 4);
    Files.createDirectories(EFI);
    List<String> names = List.of("LoaderEntryOneShot", "LoaderFeatures", "LoaderInfo");
    for (int i = 0; i < 3; i++) {
      Files.write(EFI.resolve(names.get(i) + VENDOR), variables.get(i));
    }
    String file = Target.text(variables.getLast()).replace('/', '_').replace('\0', '_');
    SystemdBoot.read(FOLDER, entry(file, "title x")).ifPresent(SysrootTargets::menu);
    String name = SystemdBoot.normal(file);
    require(name.endsWith(".conf"), "the name of a file");
  }

  /** One deployment with this entry. */
  private static List<FoundDeployment> entry(String file, String text) {
    return List.of(
        new FoundDeployment(
            NAME,
            KernelArguments.parse(""),
            Optional.empty(),
            Optional.of(BootEntry.parse(Path.of("/entries", "x" + file), text)),
            Optional.empty(),
            false,
            false));
  }

  /** What starts once is one of those that are there. */
  private static void menu(BootMenu menu) {
    require(menu.once().orElse(NAME.id()).equals(NAME.id()), "one that is there");
    menu.isTold();
  }

  private static void arguments(byte[] input) throws Exception {
    List<String> parts = Target.texts(input, 3);
    KernelArguments before = KernelArguments.parse(parts.getFirst());
    KernelArguments after = KernelArguments.parse(parts.get(1));
    ArgumentChanges changes = ArgumentChanges.between(before, after);
    int difference = after.own().arguments().size() - before.own().arguments().size();
    require(changes.added().size() - changes.removed().size() == difference, "as many");
    require(ArgumentChanges.between(before, before).isEmpty(), "nothing differs from itself");
    before.remove(parts.getLast());
    before.replace(parts.getLast());
    ArgumentRules.check(after.arguments());
    // What is allowed comes back from a boot entry as it was.
    String line = String.join(" ", after.arguments());
    same(after, KernelArguments.parse(line), "arguments");
  }

  /** What has an allowed name is one argument, one part of a path and one line. */
  private static void accepted(List<String> parts) {
    String name = parts.getFirst();
    List<Check> checks =
        List.of(
            Names::requireRemote,
            Names::requireStateroot,
            Names::requireRef,
            Names::requireAddress);
    for (Check check : checks) {
      try {
        check.of(name);
      } catch (StoreException refused) {
        continue;
      }
      require(!name.isEmpty() && name.chars().noneMatch(c -> c <= ' '), "in one piece");
      require(!FOLDER.resolve(name).normalize().equals(FOLDER.getParent()), "nothing above");
    }
    Label label = new Label(name, parts.getLast());
    try {
      Names.requireLabel(label);
      require(name.lines().count() <= 1, "a name in one line");
    } catch (StoreException refused) {
      require(!refused.problem().toString().isEmpty(), "it says why");
    }
  }

  /** Takes a name, or refuses it. */
  private interface Check {
    void of(String name) throws StoreException;
  }

  private static void names(byte[] input) throws Exception {
    List<String> parts = Target.texts(input, 2);
    DeploymentName.parse(parts.getFirst(), parts.getLast()).ifPresent(SysrootTargets::inside);
    accepted(parts);
    LibostreeVersion.parse(parts.getFirst()).compareTo(LibostreeVersion.POWER_SAFE);
    Names.requireRefspec(parts.getFirst());
    require(parts.getFirst().chars().noneMatch(Character::isISOControl), "no line ends");
  }
}
