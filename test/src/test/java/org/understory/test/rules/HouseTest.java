package org.understory.test.rules;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javafx.application.Platform;
import org.junit.jupiter.api.Test;
import org.understory.test.fuzz.Targets;

/** The arrows between rooms and the few rules of style that a machine can hold. */
final class HouseTest {
  private static final JavaClasses HOUSE =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("org.understory");

  /** What reads a person's own environment, or hands on to a parser that has a target. */
  private static final Set<String> HARMLESS =
      Set.of("org.understory.store.remote.Proxies", "org.understory.store.engine.HelperEngine");

  @Test
  void the_model_knows_no_files_no_window_no_process_and_no_native_memory() {
    noClasses()
        .that()
        .resideInAPackage("org.understory.model..")
        .and()
        .areNotAssignableTo(
            Exception.class) // every exception is Serializable, and Serial is in java.io
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(
                "java.io..",
                "java.nio.file..",
                "java.net..",
                "java.lang.foreign..",
                "javafx..",
                "org.understory.store..",
                "org.understory.app..",
                "org.understory.resources.."))
        .because("facts and pure functions must be testable without a machine around them")
        .check(HOUSE);
  }

  @Test
  void the_store_knows_no_window_and_no_program() {
    noClasses()
        .that()
        .resideInAPackage("org.understory.store..")
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("javafx..", "org.understory.app..", "org.understory.resources.."))
        .because("the helper's runtime will hold the store and no toolkit")
        .check(HOUSE);
  }

  @Test
  void the_command_line_does_not_load_the_toolkit() {
    noClasses()
        .that()
        .resideInAPackage("org.understory.app.cli..")
        .should()
        .dependOnClassesThat(resideInAPackage("javafx.."))
        .because("a command must start without a screen and fast")
        .check(HOUSE);
  }

  @Test
  void native_memory_stays_in_its_room() {
    noClasses()
        .that()
        .resideOutsideOfPackage("org.understory.store.libostree..")
        .should()
        .dependOnClassesThat()
        .areAssignableTo(MemorySegment.class)
        .because("reading needs no native code, and what is native is reviewed in one place")
        .check(HOUSE);
  }

  @Test
  void the_bus_stays_in_its_room() {
    noClasses()
        .that()
        .resideInAPackage("org.understory.app..")
        .and()
        .resideOutsideOfPackage("org.understory.app.desktop..")
        .should()
        .dependOnClassesThat(resideInAPackage("org.freedesktop.dbus.."))
        .because("what comes over a bus is anybody's, and is checked in one place")
        .check(HOUSE);
  }

  @Test
  void the_helpers_front_can_only_talk() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "org.understory.store.helper..",
            "org.understory.store.bus..",
            "org.understory.store.client..")
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(
                "org.freedesktop.dbus..",
                "java.lang.foreign..",
                "java.lang.reflect..",
                "java.lang.invoke.MethodHandles$Lookup",
                "org.understory.store.libostree..",
                "org.understory.store.repo..",
                "org.understory.store.sysroot.."))
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(ProcessBuilder.class)
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(ClassLoader.class)
        .because("anybody may call it: it has no code with which a call could do harm")
        .check(HOUSE);
  }

  @Test
  void the_helpers_front_starts_nothing_but_what_writes_to_the_journal() {
    noClasses()
        .that()
        .resideInAPackage("org.understory.store.helper..")
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("org.understory.store.journal..", "org.understory.store.tool..")
                .and(not(simpleName("JournalWriter"))))
        .because("that program gets no arguments, and what it reads is checked line by line")
        .check(HOUSE);
  }

  @Test
  void view_models_know_no_scene() {
    noClasses()
        .that(simpleNameEndingWith("ViewModel"))
        .or()
        .resideInAPackage("org.understory.app.state..")
        .should()
        .dependOnClassesThat(resideInAnyPackage("javafx.scene..", "javafx.stage.."))
        .because("what a screen does is tested without a screen")
        .check(HOUSE);
  }

  @Test
  void only_the_state_room_goes_back_to_the_fx_thread() {
    noClasses()
        .that()
        .resideOutsideOfPackages("org.understory.app.state..", "org.understory.app.launch..")
        .should()
        .callMethod(Platform.class, "runLater", Runnable.class)
        .because("work that comes back by its own way can't be cancelled or run inline in a test")
        .check(HOUSE);
  }

  @Test
  void only_the_launcher_ends_the_program() {
    noClasses()
        .that()
        .resideOutsideOfPackage("org.understory.app.launch..")
        .should()
        .callMethod(System.class, "exit", int.class)
        .because("an exit in the middle loses what others are doing")
        .check(HOUSE);
  }

  @Test
  void rooms_do_not_depend_on_each_other_in_circles() {
    for (String house : List.of("model", "store", "app")) {
      slices()
          .matching("org.understory." + house + ".(*)..")
          .should()
          .beFreeOfCycles()
          .check(HOUSE);
    }
  }

  @Test
  void names_say_what_a_class_does() {
    classes()
        .that()
        .resideInAPackage("org.understory..")
        .should()
        .haveNameNotMatching(".*(Manager|Util|Utils|Impl|Helper|Data)")
        .because("such a name says that nobody decided what the class is for")
        .check(HOUSE);
  }

  @Test
  void every_room_says_what_belongs_in_it() throws IOException {
    List<String> silent = new ArrayList<>();
    for (Path file : sources()) {
      Path room = file.getParent();
      if (room.toString().contains("/src/main/java/org/understory")
          && !Files.exists(room.resolve("package-info.java"))) {
        silent.add(room.toString());
      }
    }
    assertThat(silent).isEmpty();
  }

  @Test
  void every_class_that_parses_has_a_fuzz_target() {
    List<String> tried =
        Targets.all().stream()
            .flatMap(target -> target.parsers().stream())
            .map(Class::getName)
            .toList();
    List<String> parsers =
        HOUSE.stream()
            .filter(not(resideInAnyPackage("org.understory.app..", "..demo..", "..libostree..")))
            .flatMap(each -> each.getMethods().stream())
            .filter(HouseTest::parses)
            .map(method -> method.getOwner().getName().replaceFirst("\\$.*", ""))
            .distinct()
            .toList();
    assertThat(parsers).hasSizeGreaterThan(20);
    assertThat(parsers).filteredOn(each -> !tried.contains(each)).isSubsetOf(HARMLESS);
  }

  /** A static method that makes something of text or bytes. */
  private static boolean parses(JavaMethod method) {
    return method.getModifiers().contains(JavaModifier.STATIC)
        && (method.getName().startsWith("parse") || method.getName().startsWith("read"))
        && !method.getRawReturnType().isEquivalentTo(void.class)
        && method.getRawParameterTypes().stream().anyMatch(HouseTest::isText);
  }

  private static boolean isText(JavaClass type) {
    return type.isEquivalentTo(byte[].class)
        || type.isEquivalentTo(String.class)
        || type.isEquivalentTo(ByteBuffer.class);
  }

  @Test
  void no_class_is_longer_than_400_lines() throws IOException {
    List<String> long_ones = new ArrayList<>();
    for (Path file : sources()) {
      try (Stream<String> lines = Files.lines(file)) {
        if (lines.count() > 400) {
          long_ones.add(file.toString());
        }
      }
    }
    assertThat(long_ones).isEmpty();
  }

  private static List<Path> sources() throws IOException {
    return FormatTest.sources(Path.of(System.getProperty("understory.root")));
  }
}
