package org.understory.model.packages;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.understory.model.packages.Package.Source;
import org.understory.model.packages.PackageDiff.Change;

class PackageDiffTest {
  @Test
  void packages_come_go_rise_and_fall() {
    PackageDiff diff =
        PackageDiff.between(
            list("bash 5.2-1 x86_64", "cups 2.4-1 x86_64", "gone 1-1 noarch", "xz 5.6-1 x86_64"),
            list("bash 5.2-1 x86_64", "cups 2.5-1 x86_64", "new 1-1 noarch", "xz 5.4-1 x86_64"));

    assertThat(diff.added()).isEqualTo(list("new 1-1 noarch"));
    assertThat(diff.removed()).isEqualTo(list("gone 1-1 noarch"));
    assertThat(diff.upgraded()).containsExactly(new Change("cups", "x86_64", "2.4-1", "2.5-1"));
    assertThat(diff.downgraded()).containsExactly(new Change("xz", "x86_64", "5.6-1", "5.4-1"));
    assertThat(diff.size()).isEqualTo(4);
  }

  @Test
  void of_kernels_side_by_side_those_that_stay_do_not_count() {
    PackageDiff diff =
        PackageDiff.between(
            list("kernel 6.9-1 x86_64", "kernel 6.10-1 x86_64"),
            list("kernel 6.10-1 x86_64", "kernel 6.11-1 x86_64"));

    assertThat(diff.upgraded()).containsExactly(new Change("kernel", "x86_64", "6.9-1", "6.11-1"));
    assertThat(diff.size()).isEqualTo(1);
  }

  @Test
  void the_newest_belongs_to_the_newest_where_their_number_differs() {
    PackageDiff diff =
        PackageDiff.between(
            list("kernel 6.8-1 x86_64", "kernel 6.9-1 x86_64", "kernel 6.10-1 x86_64"),
            list("kernel 6.11-1 x86_64"));

    assertThat(diff.upgraded()).containsExactly(new Change("kernel", "x86_64", "6.10-1", "6.11-1"));
    assertThat(diff.removed()).isEqualTo(list("kernel 6.8-1 x86_64", "kernel 6.9-1 x86_64"));
  }

  @Test
  void two_architectures_of_one_name_are_two_packages() {
    PackageDiff diff =
        PackageDiff.between(
            list("glibc 2.39-1 i686", "glibc 2.39-1 x86_64"), list("glibc 2.40-1 x86_64"));

    assertThat(diff.upgraded()).containsExactly(new Change("glibc", "x86_64", "2.39-1", "2.40-1"));
    assertThat(diff.removed()).isEqualTo(list("glibc 2.39-1 i686"));
  }

  @Test
  void a_package_that_no_longer_depends_on_the_machine_is_the_same() {
    PackageDiff diff = PackageDiff.between(list("fonts 1-1 x86_64"), list("fonts 2-1 noarch"));

    assertThat(diff.upgraded()).containsExactly(new Change("fonts", "noarch", "1-1", "2-1"));
    assertThat(diff.size()).isEqualTo(1);
  }

  @Test
  void the_same_list_found_in_two_places_does_not_differ() {
    List<Package> database =
        list("bash 5.2-1 x86_64").stream()
            .map(it -> new Package(it.name(), it.version(), it.arch(), Source.RPMDB))
            .toList();

    assertThat(PackageDiff.between(list("bash 5.2-1 x86_64"), database).size()).isZero();
  }

  @Test
  void debian_versions_are_ordered_as_dpkg_does() {
    Package old = new Package("a", "1.0-1", "amd64", Source.DPKG);
    Package young = new Package("a", "1.0-1+b1", "amd64", Source.DPKG);

    assertThat(PackageDiff.between(List.of(old), List.of(young)).upgraded()).hasSize(1);
    assertThat(PackageDiff.between(List.of(young), List.of(old)).downgraded()).hasSize(1);
  }

  @Test
  void an_advisory_concerns_whom_it_names() {
    Advisory advisory =
        new Advisory(
            "FERN-1",
            Advisory.Kind.SECURITY,
            Advisory.Severity.LOW,
            List.of("gtk-doc-1.0-1.fern.noarch"),
            List.of());

    assertThat(advisory.concerns("gtk-doc")).isTrue();
    assertThat(advisory.concerns("gtk")).isFalse();
  }

  @Test
  void a_changelog_grows_at_its_head() {
    ChangelogEntry first = new ChangelogEntry(1, "A <a@b> - 1-1", "- First");
    ChangelogEntry second = new ChangelogEntry(2, "A <a@b> - 2-1", "- Second");

    assertThat(ChangelogEntry.since(List.of(first), List.of(second, first)))
        .containsExactly(second);
  }

  private static List<Package> list(String... lines) {
    return new ArrayList<>(
        Stream.of(lines)
            .map(line -> line.split(" "))
            .map(words -> new Package(words[0], words[1], words[2], Source.PKGLIST))
            .toList());
  }
}
