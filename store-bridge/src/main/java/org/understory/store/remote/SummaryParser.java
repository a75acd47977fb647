package org.understory.store.remote;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Flaw;
import org.understory.model.operation.Problem;
import org.understory.model.remote.Branch;
import org.understory.model.remote.BranchList;
import org.understory.model.remote.SignatureCheck.Verdict;
import org.understory.store.repo.RefName;
import org.understory.store.variant.Serialized;
import org.understory.store.variant.VariantException;
import org.understory.store.variant.VariantType;

/** Reads a repository's {@code summary} (OSTREE_SUMMARY_GVARIANT_FORMAT). */
final class SummaryParser {
  /** Name, then size of the commit, its checksum and what else is known; then about the list. */
  static final VariantType TYPE = VariantType.of("(a(s(taya{sv}))a{sv})");

  /** Branches; the largest public repository has some ten thousand. */
  private static final int MAX_BRANCHES = 100_000;

  private static final int MAX_NAME = 4096;

  private SummaryParser() {}

  /**
   * The branches; one whose name is none, or that comes again, is a problem and left out.
   *
   * @param origin names the summary in problems
   * @param signed what is known of its signature
   */
  static BranchList parse(byte[] bytes, String origin, Verdict signed) throws VariantException {
    List<Serialized> parts = Serialized.of(TYPE, bytes).items();
    List<Serialized> refs = parts.getFirst().items();
    if (refs.size() > MAX_BRANCHES) {
      throw new VariantException(Flaw.TOO_MANY);
    }
    List<Branch> branches = new ArrayList<>();
    Set<String> names = new HashSet<>();
    boolean unsafe = false;
    for (Serialized ref : refs) {
      List<Serialized> pair = ref.items();
      String name = pair.getFirst().text();
      if (name.length() <= MAX_NAME && RefName.isName(name) && names.add(name)) {
        branches.add(branch(name, pair.getLast().items()));
      } else {
        unsafe = true;
      }
    }
    branches.sort(Comparator.comparing(Branch::name));
    return new BranchList(
        branches,
        true,
        signed,
        number(parts.getLast(), "ostree.summary.last-modified"),
        unsafe ? List.of(new Problem.CorruptFile(origin, Flaw.UNSAFE_NAME)) : List.of());
  }

  private static Branch branch(String name, List<Serialized> about) throws VariantException {
    if (about.get(1).size() != Checksum.BYTES) {
      throw new VariantException(Flaw.MALFORMED);
    }
    return new Branch(
        name,
        Checksum.of(about.get(1).bytes(), 0),
        number(about.get(2), "ostree.commit.timestamp"),
        text(about.get(2), "ostree.commit.version"));
  }

  /** Big-endian, as all of OSTree's own; empty for what no calendar holds. */
  private static Optional<Long> number(Serialized dictionary, String key) throws VariantException {
    Optional<Serialized> value = value(dictionary, key, "t");
    if (value.isEmpty()) {
      return Optional.empty();
    }
    long number = value.get().bigEndian();
    return number < 0 ? Optional.empty() : Optional.of(number);
  }

  private static Optional<String> text(Serialized dictionary, String key) throws VariantException {
    Optional<Serialized> value = value(dictionary, key, "s");
    return value.isPresent() ? Optional.of(value.get().text()) : Optional.empty();
  }

  /** The first value of this name, as g_variant_lookup_value finds it. */
  static Optional<Serialized> value(Serialized dictionary, String key, String type)
      throws VariantException {
    for (Serialized entry : dictionary.items()) {
      List<Serialized> pair = entry.items();
      if (pair.getFirst().text().equals(key)) {
        return Optional.of(pair.getLast().items().getFirst())
            .filter(value -> value.type().text().equals(type));
      }
    }
    return Optional.empty();
  }
}
