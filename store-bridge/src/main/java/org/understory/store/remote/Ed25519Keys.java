package org.understory.store.remote;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.understory.model.operation.StoreException;
import org.understory.model.remote.SignApi;
import org.understory.store.file.SmallFile;

/**
 * Whose ed25519 signatures count, found as libostree finds them (_signapi_load_public_keys,
 * _ed25519_load_pk): what the remote names, else what the system keeps; only there a key can be
 * taken back.
 *
 * @param trusted by hexadecimal digits
 * @param revoked those that count no more
 * @param trouble why the keys that the remote names can't be used
 */
record Ed25519Keys(
    Map<String, PublicKey> trusted, Map<String, PublicKey> revoked, Optional<String> trouble) {
  /** Where the system keeps its own, in the order of libostree. */
  static final List<Path> SYSTEM = List.of(Path.of("/etc/ostree"), Path.of("/usr/share/ostree"));

  /** Bytes of a signature. */
  static final int SIGNATURE = 64;

  private static final Logger LOG = LoggerFactory.getLogger(Ed25519Keys.class);

  /** Keys of each kind: a hundred are a lot, and each is tried for each signature. */
  private static final int MAX_KEYS = 256;

  private static final int MAX_FILES = 256;
  private static final int MAX_FILE = 64 << 10;
  private static final int KEY = 32;

  /** Before the key in a SubjectPublicKeyInfo (RFC 8410). */
  private static final byte[] INFO = HexFormat.of().parseHex("302a300506032b6570032100");

  /**
   * Those for a remote.
   *
   * @param named whether the remote asks for this kind by name, and so has to name keys
   * @param system folders to look in where the remote names none
   */
  static Ed25519Keys of(SignApi api, boolean named, List<Path> system) {
    Map<String, PublicKey> trusted = new LinkedHashMap<>();
    if (api.key().isEmpty() && api.file().isEmpty()) {
      if (named) {
        return none("No keys found for required signapi type ed25519");
      }
      Map<String, PublicKey> revoked = new LinkedHashMap<>();
      for (Path folder : system) {
        files(folder, "trusted.ed25519").forEach(file -> load(file, trusted));
        files(folder, "revoked.ed25519").forEach(file -> load(file, revoked));
      }
      return new Ed25519Keys(trusted, revoked, Optional.empty());
    }
    if (api.file().isPresent() && !loadNamed(api.file().get(), trusted)) {
      return none("Failed loading 'ed25519' keys from '" + api.file().get());
    }
    if (api.key().isPresent() && !add(api.key().get(), trusted)) {
      return none("Failed loading 'ed25519' keys from inline `verification-key`");
    }
    return new Ed25519Keys(trusted, Map.of(), Optional.empty());
  }

  private static Ed25519Keys none(String trouble) {
    return new Ed25519Keys(Map.of(), Map.of(), Optional.of(trouble));
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

  private static boolean loadNamed(String path, Map<String, PublicKey> keys) {
    try {
      return load(Path.of(path), keys);
    } catch (InvalidPathException e) {
      return false; // it has no form in the encoding of this place, such as LC_ALL=C
    }
  }

  /** Returns whether the file had one. */
  private static boolean load(Path file, Map<String, PublicKey> keys) {
    if (!Files.isRegularFile(file)) {
      return false;
    }
    try {
      String text = new String(SmallFile.bytes(file, MAX_FILE), StandardCharsets.ISO_8859_1);
      return text.lines().filter(line -> add(line, keys)).count() > 0;
    } catch (IOException | StoreException e) {
      LOG.debug("{} not read", file, e);
      return false;
    }
  }

  private static boolean add(String base64, Map<String, PublicKey> keys) {
    try {
      byte[] key = Base64.getMimeDecoder().decode(base64);
      if (key.length != KEY || keys.size() >= MAX_KEYS) {
        return false;
      }
      byte[] info = java.util.Arrays.copyOf(INFO, INFO.length + KEY);
      System.arraycopy(key, 0, info, INFO.length, KEY);
      keys.putIfAbsent(
          HexFormat.of().formatHex(key),
          KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(info)));
      return true;
    } catch (IllegalArgumentException | InvalidKeySpecException e) {
      return false;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has Ed25519", e);
    }
  }

  /** The key of these with which {@code data} was signed. */
  static Optional<String> signer(Map<String, PublicKey> keys, byte[] data, byte[] signature) {
    return keys.entrySet().stream()
        .filter(key -> isBy(key.getValue(), data, signature))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  private static boolean isBy(PublicKey key, byte[] data, byte[] signature) {
    try {
      Signature check = Signature.getInstance("Ed25519");
      check.initVerify(key);
      check.update(data);
      return check.verify(signature);
    } catch (InvalidKeyException | SignatureException e) {
      // No point of the curve, or numbers that are too large.
      return false;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has Ed25519", e);
    }
  }
}
