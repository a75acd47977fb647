package org.understory.test.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.StoreException;
import org.understory.model.plan.Event;
import org.understory.model.plan.Operation;
import org.understory.model.plan.Outcome;
import org.understory.store.engine.ActivityLog;
import org.understory.store.engine.LocalEngine;
import org.understory.store.sysroot.HostFiles;
import org.understory.test.kit.BootedEngine;
import org.understory.test.kit.BootedHost;
import org.understory.test.kit.Command;
import org.understory.test.kit.LayerLab;
import org.understory.test.kit.SysrootCommands;
import org.understory.test.kit.TestSysroot;

/** Packages on top of a real Debian, by its own apt and dpkg, from a signed source. */
final class LayeringTest extends LayerFixture {
  private static final Cancellation NEVER = new Cancellation();

  private Path folder = Path.of("");
  private LayerLab lab;
  private String base;

  @BeforeEach
  void make() throws IOException {
    assumeTrue(LayerLab.possible(), "root and bubblewrap");
    folder = Files.createTempDirectory(Path.of("/dev/shm"), "layers");
    lab = LayerLab.make(folder);
    lab.add(
        "fern",
        "1.0",
        "Depends: libfern (>= 2.0)\nDescription: a plant\n",
        Map.of(
            "usr/bin/fern",
            "#!/bin/sh\n",
            "etc/fern.conf",
            "green=yes\n",
            "opt/fern/leaf",
            "green\n"),
        """
        useradd --system --home-dir /var/lib/fern --shell /usr/sbin/nologin fernd
        mkdir -p /var/lib/fern/cups
        echo tea >/var/lib/fern/cups/full
        chown -R fernd /var/lib/fern
        chmod 0600 /var/lib/fern/cups/full
        mkdir -p /usr/share/fern
        {
          echo "processes $(ls /proc | grep -c '^[0-9]')"
          echo "network $(tail -n +3 /proc/net/dev | cut -d: -f1 | tr -d ' ' | tr '\\n' ' ')"
          echo "run $(ls /run)"
          echo "devices $(find /dev -type b | wc -l)"
          grep CapEff /proc/self/status
          ls -d /dev/shm/layers* /sysroot/ostree /sys/kernel 2>/dev/null || echo "nothing else"
          [ -w /proc/sys/kernel/core_pattern ] || [ -w /proc/sysrq-trigger ] || echo "not the kernel"
        } >/usr/share/fern/seen
        """);
    lab.add("moss", "1.0", "Description: soft\n", Map.of("usr/bin/moss", "#!/bin/sh\n"), "");
    lab.publish();
    base = lab.commit("1.0", 9);
    lab.deploy();
  }

  @Override
  TestSysroot sysroot() {
    return lab.sysroot();
  }

  @Override
  SysrootCommands terminal() {
    return lab.terminal();
  }

  @AfterEach
  void remove() {
    if (lab != null) {
      lab.close();
    }
  }

  @Test
  void packages_are_installed_kept_over_an_upgrade_and_taken_away_one_by_one() throws IOException {
    Set<String> before = Set.copyOf(list(base));
    done("install", "fern", "moss");
    String first = deployed();

    JsonNode status = lab.terminal().json("status").at("/deployments");
    assertThat(status.get(0).at("/layers")).extracting(JsonNode::asText).contains("fern", "moss");
    assertThat(status.get(1).at("/layers")).isEmpty();
    assertThat(lab.terminal().person(Locale.ENGLISH, "status").text())
        .containsPattern("Layered packages\\S* fern, moss");
    assertThat(lab.terminal().person(Locale.ENGLISH, "show", first).text())
        .contains("understory.packages", "fern");
    assertThat(lab.terminal().json("packages", first).toString())
        .containsPattern("\"moss\"[^}]*layered");
    assertThat(parent(first)).isEqualTo(base);
    assertThat(cat(first, "/usr/etc/fern.conf")).isEqualTo("green=yes\n");
    assertThat(cat(first, "/usr/lib/fern/shape")).isEqualTo("2.0\n");
    assertThat(cat(first, "/usr/lib/fern/again/fresh")).isEqualTo("2.0\n");
    assertThat(cat(first, "/usr/lib/sysimage/dpkg/status")).contains("Package: moss");
    assertThat(cat(first, "/usr/lib/tmpfiles.d/understory-layers.conf"))
        .containsPattern(
            "d /var/lib/fern 0755 fernd root -\nd /var/lib/fern/cups 0755 fernd root -");
    assertThat(cat(first, "/usr/lib/sysusers.d/understory-layers.conf"))
        .containsPattern("u fernd \\d+:\\d+ \"\" /var/lib/fern /usr/sbin/nologin");
    startsWith(first);
    assertThat(cat(first, "/usr/share/fern/seen").lines())
        .satisfiesExactly(
            it -> assertThat(it).matches("processes [1-9]"),
            it -> assertThat(it.strip().split(" ")).contains("lo").doesNotContain("eth0"),
            it -> assertThat(it.strip()).isEqualTo("run settings"),
            it -> assertThat(it).isEqualTo("devices 0"),
            it -> assertThat(it).endsWith("00000000800000db"),
            it -> assertThat(it).isEqualTo("nothing else"),
            it -> assertThat(it).isEqualTo("not the kernel"));
    Set<String> after = Set.copyOf(list(first));
    assertThat(gone(before, after))
        .as("what is gone or changed")
        .allMatch(
            each ->
                each.matches(
                    "/|/(usr|usr/bin|usr/share|usr/lib)|/usr/(etc|lib/(fern|sysimage)|lib/sysusers.d|lib/tmpfiles.d)(/.*)?"));
    assertThat(paths(after))
        .doesNotContain("/usr/lib/fern/old", "/usr/lib/fern/again/inside", "/usr/sbin/policy-rc.d");
    assertThat(paths(after)).noneMatch(each -> each.startsWith("/var/") || each.startsWith("/etc"));
    wholeAndTidy(base);
    assertThat(origin()).contains("refspec=far:debian", "[understory]", "packages=fern;moss;");
    assertThat(
            Command.attempt(
                    List.of(
                        "ostree",
                        "admin",
                        "upgrade",
                        "--os=os",
                        "--sysroot=" + lab.sysroot().folder()))
                .errors())
        .contains("packages are layered here");

    lab.sysroot().write(lab.tree().resolve("usr/share/new"), "in 2.0");
    lab.add("moss", "1.1", "Description: softer\n", Map.of("usr/bin/moss", "1.1"), "");
    lab.publish();
    String next = lab.commit("2.0", 8);
    done("upgrade");
    String second = deployed();
    assertThat(parent(second)).isEqualTo(next);
    assertThat(cat(second, "/usr/share/new")).isEqualTo("in 2.0");
    assertThat(cat(second, "/usr/bin/moss")).isEqualTo("1.1");
    assertThat(cat(second, "/usr/bin/fern")).isNotEmpty();
    wholeAndTidy(base, next);

    done("uninstall", "fern");
    String third = deployed();
    assertThat(paths(Set.copyOf(list(third)))).contains("/usr/bin/moss", "/usr/lib/fern/old");
    assertThat(paths(Set.copyOf(list(third)))).doesNotContain("/usr/bin/fern");
    done("uninstall", "moss");
    assertThat(deployed()).isEqualTo(next);
    assertThat(origin()).doesNotContain("understory", "unconfigured");
  }

  /** Has systemd make what it does at the first start of a version. */
  private void startsWith(String commit) throws IOException {
    Path started = folder.resolve("started");
    Command.run("ostree", "checkout", "--repo=" + sysroot().repository(), commit, started + "");
    Files.move(started.resolve("usr/etc"), started.resolve("etc"));
    String file = "understory-layers.conf";
    Command.run("systemd-sysusers", "--root=" + started, file);
    Command.run("systemd-tmpfiles", "--create", "--root=" + started, file);
    Path made = started.resolve("var/lib/fern/cups/full");
    assertThat(made).hasContent("tea");
    assertThat(Files.readAttributes(made, "unix:mode,gid"))
        .containsEntry("mode", 0100600)
        .containsEntry("gid", 0);
    assertThat(Files.getAttribute(made, "unix:uid"))
        .isEqualTo(Files.getAttribute(started.resolve("var/lib/fern"), "unix:uid"))
        .isNotEqualTo(0);
    assertThat(Files.readSymbolicLink(started.resolve("var/opt/fern")))
        .hasToString("/usr/lib/opt/fern");
    assertThat(started.resolve("usr/lib/opt/fern/leaf")).hasContent("green");
    assertThat(
            Files.getAttribute(
                started.resolve("usr/share/understory-layers/var/lib/fern/cups/full"), "unix:mode"))
        .as("nobody else's secret")
        .isEqualTo(0100600);
  }

  @Test
  @EnabledIfSystemProperty(named = THOROUGH, matches = ".+")
  void a_layer_that_fails_leaves_everything_as_it_was() throws IOException {
    leaveMounted();
    done("install", "moss");
    lab.add(
        "broken",
        "1.0",
        "Description: bad\n",
        Map.of("usr/bin/broken", "1"),
        "echo no luck\nexit 3\n");
    lab.add("kernel", "1.0", "Description: bad\n", Map.of("boot/vmlinuz-7", "1"), "");
    lab.add("elsewhere", "1.0", "Description: bad\n", Map.of("usr/local/elsewhere/file", "1"), "");
    lab.add("lonely", "1.0", "Depends: nobody\nDescription: bad\n", Map.of(), "");
    lab.publish();
    String refs = refs();
    String origin = origin();

    assertThat(failed("install", "broken")).isEqualTo("layer-failed");
    assertThat(failed("install", "kernel")).isEqualTo("layer-has-kernel");
    assertThat(failed("install", "elsewhere")).isEqualTo("layer-outside-tree");
    assertThat(failed("install", "lonely")).isEqualTo("layer-failed");
    assertThat(failed("install", "moss.")).isEqualTo("unknown-package");
    assertThat(failed("install", "fer.")).isEqualTo("unknown-package");
    assertThat(failed("install", "coreutils")).isEqualTo("already-installed");
    lab.remove("moss");
    lab.publish();
    lab.commit("2.0", 8);
    assertThat(failed("upgrade")).isEqualTo("unknown-package");
    Files.delete(folder.resolve("source/InRelease"));
    assertThat(failed("install", "fern")).isEqualTo("package-sources-failed");
    Files.writeString(folder.resolve("source/Packages"), "Package: fern\n");
    assertThat(failed("install", "fern")).isEqualTo("package-sources-failed");

    assertThat(origin()).isEqualTo(origin);
    assertThat(refs().lines().filter(each -> !each.equals("far:" + LayerLab.BRANCH)))
        .isSubsetOf(refs.lines().toList());
    wholeAndTidy(base);
  }

  @Test
  @EnabledIfSystemProperty(named = THOROUGH, matches = ".+")
  void a_package_that_means_harm_reaches_nothing_of_this_computer() throws IOException {
    Path mine = Files.createDirectories(folder.resolve("mine"));
    Path precious = Files.writeString(mine.resolve("understory-layers.conf"), "mine");
    Files.writeString(mine.resolve("policy-rc.d"), "mine");
    harm(
        "writer",
        """
        mkdir -p /var/lib/writer /usr/lib/tmpfiles.d
        ln -s %s /usr/lib/tmpfiles.d/understory-layers.conf
        echo more >>/usr/bin/sed
        chmod 0777 /usr/bin/tar
        setsid sleep 98765 >/dev/null 2>&1 &
        """
            .formatted(precious));
    harm("linker", linked("/usr/lib/tmpfiles.d", mine) + "mkdir -p /var/lib/linker\n");
    harm("mover", linked("/usr/sbin", mine));
    harm("remover", "rm -r /usr/lib/modules/6.1\n");
    harm("digger", "cd /usr/share\nfor i in $(seq 300); do mkdir d; cd -P d; done\n");
    lab.publish();

    done("install", "writer");
    assertThat(cat(deployed(), "/usr/lib/tmpfiles.d/understory-layers.conf"))
        .contains("d /var/lib/writer");
    assertThat(ProcessHandle.allProcesses().map(each -> each.info().commandLine().orElse("")))
        .noneMatch(each -> each.contains("98765"));
    assertThat(failed("install", "linker")).isEqualTo("layer-outside-tree");
    assertThat(failed("install", "mover")).isNotEmpty();
    assertThat(failed("install", "remover")).isEqualTo("layer-has-kernel");
    assertThat(failed("install", "digger")).isEqualTo("layer-outside-tree");

    assertThat(precious).hasContent("mine");
    assertThat(mine.resolve("policy-rc.d")).hasContent("mine");
    wholeAndTidy(base);
  }

  private void harm(String name, String script) throws IOException {
    lab.add(name, "1.0", "Description: bad\n", Map.of("usr/share/" + name, "1"), script);
  }

  /** Puts a link to somewhere else in the place of a folder. */
  private static String linked(String folder, Path elsewhere) {
    return "mkdir -p %s\nmv %<s %<s-before\nln -s %s %1$s\n".formatted(folder, elsewhere);
  }

  @Test
  @EnabledIfSystemProperty(named = THOROUGH, matches = ".+")
  void the_running_system_gets_its_layers_at_shutdown_and_whoever_is_stopped_leaves_it_alone()
      throws Exception {
    Path deployment = lab.sysroot().folder().resolve("ostree/deploy/os/deploy/" + base + ".0");
    BootedHost host = new BootedHost(lab.sysroot(), deployment);
    HostFiles files =
        new HostFiles(deployment, lab.sysroot().folder(), host.commandLine(), host.run());
    BootedEngine engine =
        new BootedEngine(
            host,
            LocalEngine.ofFolder(
                lab.sysroot().folder(), files, new ActivityLog(folder.resolve("log"))));

    Cancellation cancellation = new Cancellation();
    assertThat(carryOut(engine, "moss", event -> when(event, cancellation::cancel), cancellation))
        .isEqualTo(new Outcome.Cancelled(false));
    assertThat(leftover()).doesNotExist();
    assertThat(carryOut(engine, "moss", event -> when(event, LayeringTest::kill), NEVER))
        .isEqualTo(new Outcome.Lost());
    assertThat(leftover()).exists();
    assertThat(lab.sysroot().ids()).containsExactly("os-" + base + ".0");

    List<Event> events = new ArrayList<>();
    assertThat(carryOut(engine, "moss", events::add, NEVER)).isInstanceOf(Outcome.Succeeded.class);
    assertThat(events)
        .filteredOn(Event.Phase.class::isInstance)
        .extracting(event -> ((Event.Phase) event).step())
        .containsExactly(
            Event.Step.CHECKING_OUT,
            Event.Step.INSTALLING,
            Event.Step.COMMITTING,
            Event.Step.DEPLOYING);
    assertThat(events)
        .anyMatch(each -> each instanceof Event.Note(String text, var _) && text.contains("moss"));
    assertThat(carryOut(engine, "fern", _ -> {}, NEVER)).isInstanceOf(Outcome.Succeeded.class);

    assertThat(host.attempt(List.of("ostree", "admin", "finalize-staged")).status()).isZero();
    assertThat(lab.sysroot().ids()).hasSize(2);
    assertThat(parent(deployed())).isEqualTo(base);
    assertThat(paths(Set.copyOf(list(deployed())))).contains("/usr/bin/moss", "/usr/bin/fern");
    assertThat(origin()).contains("packages=moss;fern;");
    wholeAndTidy(base);
  }

  private static void when(Event event, Runnable action) {
    if (event instanceof Event.Note(String text, var _) && text.contains("dpkg")) {
      action.run();
    }
  }

  /** The worker, not what started it. */
  private static void kill() {
    ProcessHandle.current()
        .descendants()
        .filter(each -> each.info().command().orElse("").endsWith("/java"))
        .forEach(ProcessHandle::destroyForcibly);
  }

  private static Outcome carryOut(
      BootedEngine engine, String name, Consumer<Event> events, Cancellation cancellation)
      throws StoreException {
    Operation install = new Operation.ChangeLayers("os", List.of(name), List.of());
    return engine.carryOut(engine.plan(install), events, cancellation);
  }

  /** As somebody does who is killed and has no mounts of his own. */
  private void leaveMounted() throws IOException {
    for (String each : List.of("base", "upper", "work", "root")) {
      Files.createDirectories(leftover().resolve(each));
    }
    String options = "lowerdir=%s/base,upperdir=%<s/upper,workdir=%<s/work".formatted(leftover());
    Command.run("mount", "-t", "overlay", "-o", options, "overlay", leftover() + "/root");
    Files.writeString(leftover().resolve("root/file"), "of somebody before");
  }
}
