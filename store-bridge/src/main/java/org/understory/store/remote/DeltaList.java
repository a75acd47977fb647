package org.understory.store.remote;

import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.understory.model.history.Checksum;
import org.understory.store.variant.Serialized;
import org.understory.store.variant.VariantException;
import org.understory.store.variant.VariantType;

/**
 * Which static deltas a server has: its summary lists them, or an index of those that lead to one
 * commit ({@code ostree.static-deltas}). Names that are none are passed over.
 *
 * @param targets by the commit that they lead to
 * @param indexed whether the server has indexes ({@code ostree.summary.indexed-deltas})
 */
record DeltaList(Map<Checksum, Sums> targets, boolean indexed) {
  /** None. */
  static final DeltaList NONE = new DeltaList(Map.of(), false);

  private static final VariantType INDEX = VariantType.of("a{sv}");
  private static final String KEY = "ostree.static-deltas";
  private static final char DASH = '-';

  /** What a summary says. */
  static DeltaList parse(byte[] summary) throws VariantException {
    Serialized about = Serialized.of(SummaryParser.TYPE, summary).items().getLast();
    Optional<Serialized> indexed = SummaryParser.value(about, "ostree.summary.indexed-deltas", "b");
    return of(about, indexed.isPresent() && indexed.get().integer() != 0);
  }

  /** What an index says. */
  static DeltaList parseIndex(byte[] index) throws VariantException {
    return of(Serialized.of(INDEX, index), true);
  }

  /**
   * SHA-256 of the superblocks of those that lead to one commit.
   *
   * @param from by the commit that they begin with
   * @param scratch of the one that begins with nothing
   */
  record Sums(Map<Checksum, Checksum> from, Optional<Checksum> scratch) {
    private static final Sums NONE = new Sums(Map.of(), Optional.empty());

    private Sums with(Optional<Checksum> start, Checksum sum) {
      if (start.isEmpty()) {
        return new Sums(from, Optional.of(sum));
      }
      Map<Checksum, Checksum> grown = from.isEmpty() ? new HashMap<>() : from;
      grown.put(start.get(), sum);
      return new Sums(grown, scratch);
    }

    /** Of the one that begins with this, or with nothing. */
    Optional<Checksum> of(Optional<Checksum> start) {
      return start.isPresent() ? Optional.ofNullable(from.get(start.get())) : scratch;
    }

    /** These, and those of another list. */
    Sums and(Sums others) {
      Map<Checksum, Checksum> all = new HashMap<>(from);
      all.putAll(others.from);
      return new Sums(all, others.scratch.or(() -> scratch));
    }
  }

  private static DeltaList of(Serialized dictionary, boolean indexed) throws VariantException {
    Map<Checksum, Sums> all = new HashMap<>();
    Optional<Serialized> deltas = SummaryParser.value(dictionary, KEY, "a{sv}");
    for (Serialized entry : deltas.isPresent() ? deltas.get().items() : List.<Serialized>of()) {
      List<Serialized> pair = entry.items();
      String name = pair.getFirst().text();
      int dash = name.indexOf(DASH);
      Optional<Checksum> from = Checksum.parse(name.substring(0, Math.max(dash, 0)));
      Optional<Checksum> to = Checksum.parse(name.substring(dash + 1));
      Serialized value = pair.getLast().items().getFirst();
      boolean sum = value.type().text().equals("ay") && value.size() == Checksum.BYTES;
      if (sum && to.isPresent() && from.isPresent() == dash >= 0) {
        Checksum superblock = Checksum.of(value.bytes(), 0);
        all.put(to.get(), all.getOrDefault(to.get(), Sums.NONE).with(from, superblock));
      }
    }
    return new DeltaList(Collections.unmodifiableMap(all), indexed);
  }

  /** Where its files are on a server (_ostree_get_relative_static_delta_path). */
  static String folder(Optional<Checksum> from, Checksum to) {
    String start = from.map(DeltaList::base64).orElse("");
    String end = base64(to);
    return from.isPresent()
        ? "deltas/" + start.substring(0, 2) + "/" + start.substring(2) + DASH + end
        : "deltas/" + end.substring(0, 2) + "/" + end.substring(2);
  }

  /** Where the index of those is that lead to this commit. */
  static String index(Checksum to) {
    String end = base64(to);
    return "delta-indexes/" + end.substring(0, 2) + "/" + end.substring(2) + ".index";
  }

  /** As names of files have it (ostree_checksum_b64_inplace_from_bytes). */
  private static String base64(Checksum checksum) {
    return Base64.getEncoder().withoutPadding().encodeToString(checksum.bytes()).replace('/', '_');
  }

  /** Those that lead to this commit. */
  Sums to(Checksum commit) {
    return targets.getOrDefault(commit, Sums.NONE);
  }
}
