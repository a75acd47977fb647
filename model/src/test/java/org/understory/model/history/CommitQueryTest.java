package org.understory.model.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.understory.model.history.CommitQuery.Field;

class CommitQueryTest {
  private static final Set<Field> PLAIN =
      EnumSet.of(Field.VERSION, Field.SUBJECT, Field.BODY, Field.CHECKSUM);
  private static final Commit COMMIT =
      new Commit(
          Checksum.parse("ab12cd34".repeat(8)).orElseThrow(),
          Optional.empty(),
          1000,
          "Release of the kernel fix",
          "Signed by Åsa\nand more",
          Optional.of("41.20260312.0"),
          Commit.Kind.RELEASE,
          Drawn.name("tree"),
          Drawn.name("meta"));

  @Test
  void finds_words_in_version_subject_and_body_whatever_their_case() {
    assertThat(CommitQuery.of("20260312", PLAIN).matches(COMMIT)).isTrue();
    assertThat(CommitQuery.of("KERNEL", PLAIN).matches(COMMIT)).isTrue();
    assertThat(CommitQuery.of("åsa", PLAIN).matches(COMMIT)).isTrue();
    assertThat(CommitQuery.of("firefox", PLAIN).matches(COMMIT)).isFalse();
  }

  @Test
  void every_word_must_be_found_in_any_of_the_fields() {
    assertThat(CommitQuery.of("kernel 41. more", PLAIN).matches(COMMIT)).isTrue();
    assertThat(CommitQuery.of("kernel 42.", PLAIN).matches(COMMIT)).isFalse();
  }

  @Test
  void looks_only_in_the_chosen_fields() {
    assertThat(CommitQuery.of("kernel", EnumSet.of(Field.BODY)).matches(COMMIT)).isFalse();
    assertThat(CommitQuery.of("kernel", EnumSet.of(Field.SUBJECT)).matches(COMMIT)).isTrue();
  }

  @Test
  void finds_a_checksum_by_its_first_four_digits_or_more() {
    assertThat(CommitQuery.of("AB12", PLAIN).matches(COMMIT)).isTrue();
    assertThat(CommitQuery.of(COMMIT.checksum().hex(), PLAIN).matches(COMMIT)).isTrue();
    assertThat(CommitQuery.of("ab1", PLAIN).matches(COMMIT)).isFalse();
    assertThat(CommitQuery.of("12cd", PLAIN).matches(COMMIT)).isFalse();
  }

  @Test
  void keeps_to_a_period() {
    CommitQuery all = CommitQuery.of("", PLAIN);
    assertThat(all.within(OptionalLong.of(1000), OptionalLong.of(1001)).matches(COMMIT)).isTrue();
    assertThat(all.within(OptionalLong.of(1001), OptionalLong.empty()).matches(COMMIT)).isFalse();
    assertThat(all.within(OptionalLong.empty(), OptionalLong.of(1000)).matches(COMMIT)).isFalse();
  }

  @Test
  void finds_words_in_metadata_only_when_asked_for_and_given() {
    CommitDetails details =
        new CommitDetails(
            COMMIT,
            Map.of(
                "vendor.author",
                new Variant.Boxed(new Variant.Text("Bo")),
                "packages",
                new Variant.Array(
                    List.of(
                        new Variant.Tuple(
                            List.of(
                                new Variant.Text("firefox"),
                                new Variant.Int(BigInteger.valueOf(131))))))),
            Map.of("signature.name", new Variant.Maybe(Optional.empty())),
            Map.of(),
            false);
    Set<Field> everywhere = EnumSet.allOf(Field.class);
    assertThat(CommitQuery.of("author", everywhere).matches(details)).isTrue();
    assertThat(CommitQuery.of("Firefox 131", everywhere).matches(details)).isTrue();
    assertThat(CommitQuery.of("signature", everywhere).matches(details)).isTrue();
    assertThat(CommitQuery.of("firefox", everywhere).matches(COMMIT)).isFalse();
    assertThat(CommitQuery.of("firefox", everywhere).needsMetadata(COMMIT)).isTrue();
    assertThat(CommitQuery.of("firefox", PLAIN).matches(details)).isFalse();
    assertThat(CommitQuery.of("firefox", PLAIN).needsMetadata(COMMIT)).isFalse();
    assertThat(CommitQuery.of("", everywhere).needsMetadata(COMMIT)).isFalse();
  }

  @Test
  void nothing_typed_matches_everything() {
    assertThat(CommitQuery.of("  ", PLAIN).isAll()).isTrue();
    assertThat(CommitQuery.ALL.matches(COMMIT)).isTrue();
    assertThat(CommitQuery.of("x", PLAIN).isAll()).isFalse();
  }
}
