package org.understory.store.remote;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.understory.model.operation.StoreException;
import org.understory.model.remote.SignApi;
import org.understory.model.remote.Signature;
import org.understory.model.remote.Signature.State;
import org.understory.store.file.SmallFile;

/**
 * Whose signatures of one kind count, found as libostree finds them (_signapi_load_public_keys,
 * _ed25519_load_pk, _spki_load_pk): what the remote names, else what the system keeps; only there a
 * key can be taken back.
 *
 * @param trusted in the order in which they are tried
 * @param revoked those that count no more
 * @param trouble why the keys that the remote names can't be used
 */
record SignKeys(
    SignKind kind, List<SignKey> trusted, List<SignKey> revoked, Optional<String> trouble) {
  /** Where the system keeps its own, in the order of libostree. */
  static final List<Path> SYSTEM = List.of(Path.of("/etc/ostree"), Path.of("/usr/share/ostree"));

  private static final Logger LOG = LoggerFactory.getLogger(SignKeys.class);

  /** Keys of each kind: a hundred are a lot, and each is tried for each signature. */
  private static final int MAX_KEYS = 256;

  private static final int MAX_FILES = 256;
  private static final int MAX_FILE = 64 << 10;

  /** Bytes of an ed25519 signature. */
  private static final int SIGNATURE = 64;

  /**
   * Those for a remote.
   *
   * @param system folders to look in where the remote names none
   */
  static SignKeys of(SignKind kind, SignApi api, List<Path> system) {
    Optional<SignApi.Keys> set = Optional.ofNullable(api.keys().get(kind.label()));
    return set.isPresent() ? named(kind, set.get()) : kept(kind, system);
  }

  private static SignKeys named(SignKind kind, SignApi.Keys set) {
    List<SignKey> trusted = new ArrayList<>();
    if (set.file().isPresent() && !loadNamed(kind, set.file().get(), trusted)) {
      return none(kind, "keys from '" + set.file().get());
    }
    if (set.key().isPresent() && !add(kind, SignKind.base64(set.key().get()), trusted)) {
      return none(kind, "keys from inline `verification-key`");
    }
    return new SignKeys(kind, trusted.reversed(), List.of(), Optional.empty());
  }

  private static SignKeys kept(SignKind kind, List<Path> system) {
    List<SignKey> trusted = new ArrayList<>();
    List<SignKey> revoked = new ArrayList<>();
    boolean any = false;
    for (Path folder : system) {
      for (Path file : files(folder, "trusted." + kind.label())) {
        any |= load(kind, file, trusted);
      }
      files(folder, "revoked." + kind.label()).forEach(file -> load(kind, file, revoked));
    }
    return new SignKeys(kind, any ? trusted.reversed() : List.of(), revoked, Optional.empty());
  }

  private static SignKeys none(SignKind kind, String what) {
    String trouble = "Failed loading '" + kind.label() + "' " + what;
    return new SignKeys(kind, List.of(), List.of(), Optional.of(trouble));
  }

  private static List<Path> files(Path folder, String name) {
    List<Path> files = new ArrayList<>(List.of(folder.resolve(name)));
    Path more = folder.resolve(name + ".d");
    if (Files.isDirectory(more)) {
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(more)) {
        for (Path entry : entries) {
          if (files.size() < MAX_FILES) {
            files.add(entry);
          }
        }
      } catch (IOException e) {
        LOG.debug("{} not listed", more, e);
      }
    }
    return files;
  }

  private static boolean loadNamed(SignKind kind, String path, List<SignKey> keys) {
    try {
      return load(kind, Path.of(path), keys);
    } catch (InvalidPathException e) {
      return false; // it has no form in the encoding of this place, such as LC_ALL=C
    }
  }

  /** Returns whether the file is in order and had one. */
  private static boolean load(SignKind kind, Path file, List<SignKey> keys) {
    if (!Files.isRegularFile(file)) {
      return false;
    }
    try {
      String text = new String(SmallFile.bytes(file, MAX_FILE), StandardCharsets.ISO_8859_1);
      SignKind.Keys read = kind.read(text);
      boolean any = false;
      for (byte[] key : read.all()) {
        any |= add(kind, key, keys);
      }
      return any && read.sound();
    } catch (IOException | StoreException e) {
      LOG.debug("{} not read", file, e);
      return false;
    }
  }

  private static boolean add(SignKind kind, byte[] bytes, List<SignKey> keys) {
    Optional<SignKey> key = kind.parse(bytes);
    boolean here = key.filter(keys::contains).isPresent();
    if (key.isEmpty() || (!here && keys.size() >= MAX_KEYS)) {
      return false;
    }
    if (!here) {
      keys.add(key.get());
    }
    return true;
  }

  /**
   * What a signature of {@code data} is worth. Of one by an unknown key nobody can tell what it
   * belongs to. Where a key that can't be read comes before the right one it is not checked:
   * libostree gives up there if it can't read it either.
   */
  Signature judge(byte[] data, byte[] signature) {
    if (kind == SignKind.ED25519 && signature.length != SIGNATURE) {
      return signature(State.WRONG, "");
    }
    Optional<SignKey> gone = revoked.stream().filter(it -> it.made(data, signature)).findFirst();
    if (gone.isPresent()) {
      return signature(State.KEY_REVOKED, gone.get().id());
    }
    for (SignKey key : trusted) {
      if (!revoked.contains(key) && key.reading().isEmpty()) {
        return signature(State.NOT_CHECKED, "");
      }
      if (key.made(data, signature)) {
        return signature(State.VALID, key.id());
      }
    }
    return signature(State.UNKNOWN_KEY, "");
  }

  private Signature signature(State state, String key) {
    return new Signature(kind.kind(), state, key, Optional.empty(), Optional.empty());
  }
}
