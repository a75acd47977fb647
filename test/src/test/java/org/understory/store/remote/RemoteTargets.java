package org.understory.store.remote;

import static org.understory.test.fuzz.Target.require;
import static org.understory.test.fuzz.Target.same;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.understory.model.operation.StoreException;
import org.understory.model.remote.Branch;
import org.understory.model.remote.BranchList;
import org.understory.model.remote.KeyBlock;
import org.understory.model.remote.SignatureCheck.Verdict;
import org.understory.store.repo.RefName;
import org.understory.test.fuzz.Target;

/** What servers send, and keys of publishers. */
public final class RemoteTargets {
  private RemoteTargets() {}

  /** All of them. */
  public static List<Target> all() {
    return List.of(
        Target.of("summary", RemoteTargets::summary, SummaryParser.class),
        Target.of("mirrors", RemoteTargets::mirrors, Mirrors.class),
        Target.of("metalink", RemoteTargets::metalink, Metalink.class),
        Target.of("signatures", RemoteTargets::signatures, Detached.class),
        Target.of("sign-keys", RemoteTargets::signKeys, SignKind.class, SignKey.class),
        Target.of("keys", RemoteTargets::keys, KeyBlock.class));
  }

  private static void summary(byte[] input) throws Exception {
    BranchList list = SummaryParser.parse(input, "summary", Verdict.NOT_REQUIRED);
    Set<String> names = new HashSet<>();
    for (Branch each : list.branches()) {
      require(RefName.isName(each.name()) && names.add(each.name()), "names, each once");
    }
  }

  private static void mirrors(byte[] input) {
    List<String> mirrors = Mirrors.parse(Target.text(input), true);
    require(mirrors.size() <= 16, "a few");
    for (String each : mirrors) {
      require(each.startsWith("https:") && !each.endsWith("/"), "an address");
    }
  }

  private static void metalink(byte[] input) {
    Metalink.parse(input, "summary")
        .ifPresent(
            it -> {
              require(it.size() > 0 && !it.hashes().isEmpty() && !it.urls().isEmpty(), "enough");
              for (String url : it.urls()) {
                require(url.startsWith("http://") || url.startsWith("https://"), "an address");
              }
            });
  }

  private static void signatures(byte[] input) {
    Detached.parse(input).kinds().values().forEach(it -> require(it.size() <= 32, "a few"));
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
