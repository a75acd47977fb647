package org.understory.test.kit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/** Keys and signatures that OpenSSL makes, put where libostree puts them by GLib. */
public final class SignApiLab {
  private static final int BYTES = 32;

  private static final String ATTACH =
      """
      import sys
      from gi.repository import GLib
      signatures = [bytes.fromhex(each) for each in sys.argv[3:]]
      value = GLib.Variant('a{sv}', {'ostree.sign.' + sys.argv[2]: GLib.Variant('aay', signatures)})
      open(sys.argv[1], 'wb').write(value.get_data_as_bytes().get_data())
      """;

  private final Path folder;

  /** Keys in this folder. */
  public SignApiLab(Path folder) throws IOException {
    this.folder = Files.createDirectories(folder);
  }

  /** An ed25519 key pair; gives the public key. */
  public byte[] make(String name) {
    byte[] info = make(name, "ed25519");
    return Arrays.copyOfRange(info, info.length - BYTES, info.length);
  }

  /**
   * A key pair of the kind that these words make ({@code openssl genpkey -algorithm}); gives the
   * public key as a SubjectPublicKeyInfo.
   */
  public byte[] make(String name, String... algorithm) {
    List<String> words = new ArrayList<>(List.of("genpkey", "-out", key(name), "-algorithm"));
    words.addAll(List.of(algorithm));
    openssl(words.toArray(String[]::new));
    return openssl("pkey", "-in", key(name), "-pubout", "-outform", "DER");
  }

  /** The public key as text (PEM). */
  public String text(String name) {
    byte[] text = openssl("pkey", "-in", key(name), "-pubout");
    return new String(text, StandardCharsets.US_ASCII);
  }

  /** As configurations have it. */
  public static String base64(byte[] key) {
    return Base64.getEncoder().encodeToString(key);
  }

  /** The signature of a file. */
  public byte[] sign(String name, Path file) {
    return openssl("pkeyutl", "-sign", "-rawin", "-inkey", key(name), "-in", file.toString());
  }

  /** Writes detached metadata, or {@code summary.sig}, with these ed25519 signatures. */
  public static void attach(Path file, byte[]... signatures) {
    attach(file, "ed25519", signatures);
  }

  /** The same with signatures of another kind. */
  public static void attach(Path file, String kind, byte[]... signatures) {
    List<String> arguments = new ArrayList<>(List.of(file.toString(), kind));
    for (byte[] signature : signatures) {
      arguments.add(HexFormat.of().formatHex(signature));
    }
    Command.python(ATTACH, arguments.toArray());
  }

  private String key(String name) {
    return folder.resolve(name + ".pem").toString();
  }

  private static byte[] openssl(String... arguments) {
    List<String> command = new ArrayList<>(List.of("openssl"));
    command.addAll(List.of(arguments));
    return Command.output(command);
  }
}
