package org.understory.store.remote;

import static org.understory.test.fuzz.Target.require;
import static org.understory.test.fuzz.Target.same;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.understory.model.history.Checksum;
import org.understory.model.operation.StoreException;
import org.understory.model.remote.Branch;
import org.understory.model.remote.BranchList;
import org.understory.model.remote.KeyBlock;
import org.understory.model.remote.SignApi;
import org.understory.model.remote.SignatureCheck.Verdict;
import org.understory.store.repo.RefName;
import org.understory.store.variant.Made;
import org.understory.store.variant.Serialized;
import org.understory.store.variant.VariantType;
import org.understory.test.fuzz.Scratch;
import org.understory.test.fuzz.Target;

/** What servers send, and keys of publishers. */
public final class RemoteTargets {
  private static final VariantType SUMMARY = VariantType.of("(a(s(taya{sv}))a{sv})");

  private static final Path FOLDER = Scratch.folder("remote");

  private RemoteTargets() {}

  /** All of them. */
  public static List<Target> all() {
    return List.of(
        Target.of(
            "summary", Made.also(SUMMARY.text(), RemoteTargets::summary), SummaryParser.class),
        Target.of("mirrors", RemoteTargets::mirrors, Mirrors.class),
        Target.of("metalink", RemoteTargets::metalink, Metalink.class),
        Target.of("signatures", Made.also("a{sv}", RemoteTargets::signatures), Detached.class),
        Target.of("keys", RemoteTargets::keys, KeyBlock.class),
        Target.of("ed25519-keys", RemoteTargets::ed25519, Ed25519Keys.class));
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
    require(read.of("none of this name").isEmpty(), "no others");
  }

  /** The text that is handed on holds the keys that the person was shown. */
  private static void keys(byte[] input) throws Exception {
    KeyBlock block = KeyBlock.read(input);
    try {
      byte[] text = block.armored().getBytes(java.nio.charset.StandardCharsets.US_ASCII);
      same(block.keys(), KeyBlock.read(text).keys(), "keys");
    } catch (StoreException e) {
      throw new AssertionError("what was written can't be read", e);
    }
  }

  /** A file of keys, and a text that should be one; none of them signs what is no signature. */
  private static void ed25519(byte[] input) throws IOException {
    List<byte[]> parts = Target.parts(input, 2);
    Path file = Files.write(FOLDER.resolve("keys"), parts.getFirst());
    String text = Target.text(parts.getLast());
    SignApi api =
        new SignApi(
            List.of(),
            List.of(),
            text.isEmpty() ? Optional.empty() : Optional.of(text),
            Optional.of(file.toString()));
    Ed25519Keys keys = Ed25519Keys.of(api, true, List.of());
    require(keys.trusted().size() <= 256 && keys.revoked().isEmpty(), "a few");
    require(keys.trouble().isPresent() == keys.trusted().isEmpty(), "keys, or why there are none");
    Files.copy(file, FOLDER.resolve("trusted.ed25519"), StandardCopyOption.REPLACE_EXISTING);
    Path folder = Files.createDirectories(FOLDER.resolve("revoked.ed25519.d"));
    Files.write(folder.resolve("a"), parts.getLast());
    Ed25519Keys system = Ed25519Keys.of(SignApi.NONE, false, List.of(FOLDER));
    require(system.trouble().isEmpty(), "none is needed");
    require(system.trusted().keySet().containsAll(first(keys).keySet()) || !text.isEmpty(), "same");
    require(Ed25519Keys.of(SignApi.NONE, true, List.of()).trouble().isPresent(), "one is needed");
    byte[] signature = Arrays.copyOf(input, Ed25519Keys.SIGNATURE);
    require(Ed25519Keys.signer(first(keys), input, signature).isEmpty(), "signed by nobody");
  }

  private static Map<String, PublicKey> first(Ed25519Keys keys) {
    return keys.trusted().entrySet().stream()
        .limit(1)
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }
}
