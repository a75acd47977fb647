package org.understory.store.remote;

import static org.understory.test.fuzz.Target.require;
import static org.understory.test.fuzz.Target.same;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.understory.model.history.Checksum;
import org.understory.model.operation.StoreException;
import org.understory.model.remote.Branch;
import org.understory.model.remote.BranchList;
import org.understory.model.remote.Download;
import org.understory.model.remote.KeyBlock;
import org.understory.model.remote.SignatureCheck.Verdict;
import org.understory.store.repo.RefName;
import org.understory.store.variant.Made;
import org.understory.store.variant.Serialized;
import org.understory.store.variant.VariantType;
import org.understory.test.fuzz.Target;

/** What servers send, and keys of publishers. */
public final class RemoteTargets {
  private static final VariantType SUMMARY = VariantType.of("(a(s(taya{sv}))a{sv})");

  private RemoteTargets() {}

  /** All of them. */
  public static List<Target> all() {
    return List.of(
        Target.of(
            "summary",
            Made.also(SUMMARY.text(), RemoteTargets::summary),
            SummaryParser.class,
            DeltaList.class),
        Target.of("delta-index", Made.also("a{sv}", RemoteTargets::deltaIndex), DeltaList.class),
        Target.of("superblock", RemoteTargets::superblock, Superblock.class),
        Target.of("mirrors", RemoteTargets::mirrors, Mirrors.class),
        Target.of("metalink", RemoteTargets::metalink, Metalink.class),
        Target.of("signatures", Made.also("a{sv}", RemoteTargets::signatures), Detached.class),
        Target.of("sign-keys", RemoteTargets::signKeys, SignKind.class, SignKey.class),
        Target.of("keys", RemoteTargets::keys, KeyBlock.class));
  }

  private static void summary(byte[] input) throws Exception {
    BranchList list = SummaryParser.parse(input, "summary", Verdict.NOT_REQUIRED);
    Map<String, Checksum> listed = new HashMap<>();
    List<Serialized> refs = Serialized.of(SUMMARY, input).items().getFirst().items();
    for (Serialized each : refs) {
      byte[] checksum = each.items().getLast().items().get(1).bytes();
      if (checksum.length == Checksum.BYTES) {
        listed.putIfAbsent(each.items().getFirst().text(), Checksum.of(checksum, 0));
      }
    }
    Set<String> names = new HashSet<>();
    for (Branch each : list.branches()) {
      require(RefName.isName(each.name()) && names.add(each.name()), "names, each once");
      same(each.newest(), listed.get(each.name()), "the checksum of a branch");
    }
    require(list.problems().isEmpty() == (names.size() == refs.size()), "what is left out is told");
    folders(DeltaList.parse(input));
  }

  private static void deltaIndex(byte[] input) throws Exception {
    DeltaList list = DeltaList.parseIndex(input);
    require(list.indexed(), "there is an index");
    folders(list);
  }

  private static void folders(DeltaList list) {
    list.targets()
        .forEach(
            (to, sums) -> {
              sums.from().keySet().forEach(from -> folder(Optional.of(from), to));
              folder(Optional.empty(), to);
            });
  }

  private static void folder(Optional<Checksum> from, Checksum to) {
    String folder = DeltaList.folder(from, to);
    require(folder.matches("deltas/[\\w+]{2}/[\\w+]{41}(-[\\w+]{43})?"), folder);
  }

  /** The more is here, the less there is to download, and never less than what was read. */
  private static void superblock(byte[] input) throws Exception {
    Superblock read = Superblock.parse(input);
    Download all = read.download(_ -> false);
    Download some = read.download(name -> name.charAt(0) > '7');
    Download none = read.download(_ -> true);
    same(read.from(), all.way() instanceof Download.Delta(var from) ? from : "", "from");
    same((long) input.length, none.bytes(), "the head alone");
    require(some.bytes() >= none.bytes() && all.bytes() >= some.bytes(), "bytes");
    require(some.unpacked() >= none.unpacked() && all.unpacked() >= some.unpacked(), "unpacked");
  }

  private static void mirrors(byte[] input) {
    List<String> mirrors = Mirrors.parse(Target.text(input), true);
    require(mirrors.size() <= 16, "a few");
    for (String each : mirrors) {
      require(each.startsWith("https:") && !each.endsWith("/"), "an address");
    }
    same(mirrors, Mirrors.parse(String.join("\n", mirrors), true), "the same again");
    List<String> open = Mirrors.parse(Target.text(input), false);
    require(open.size() == 16 || open.containsAll(mirrors), "no less without encryption");
  }

  private static void metalink(byte[] input) {
    Metalink.parse(input, "summary")
        .ifPresent(
            it -> {
              require(it.size() > 0 && !it.hashes().isEmpty() && !it.urls().isEmpty(), "enough");
              for (String url : it.urls()) {
                require(url.startsWith("http://") || url.startsWith("https://"), "an address");
              }
              require(!it.describes(input), "nothing describes itself");
            });
  }

  private static void signatures(byte[] input) {
    Detached read = Detached.parse(input);
    for (Map.Entry<String, List<byte[]>> each : read.kinds().entrySet()) {
      require(each.getValue().size() <= 32, "a few");
      require(read.of(each.getKey()) == each.getValue(), "those of a kind");
    }
  }

  /** A file of keys, and each as a signature besides. */
  private static void signKeys(byte[] input) {
    for (SignKind kind : SignKind.values()) {
      kind.read(new String(input, StandardCharsets.ISO_8859_1)).all().stream()
          .limit(256)
          .forEach(bytes -> kind.parse(bytes).ifPresent(key -> signKey(key, bytes)));
    }
  }

  private static void signKey(SignKey key, byte[] bytes) {
    require(key.id().length() == 64, "an id");
    require(!key.made(new byte[0], bytes), "no signature");
  }

  /** The text that is handed on holds the keys that the person was shown. */
  private static void keys(byte[] input) throws Exception {
    KeyBlock block = KeyBlock.read(input);
    try {
      byte[] text = block.armored().getBytes(StandardCharsets.US_ASCII);
      same(block.keys(), KeyBlock.read(text).keys(), "keys");
    } catch (StoreException e) {
      throw new AssertionError("what was written can't be read", e);
    }
  }
}
