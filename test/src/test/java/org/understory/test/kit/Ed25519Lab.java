package org.understory.test.kit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/** Ed25519 keys and signatures that OpenSSL makes, put where libostree puts them by GLib. */
public final class Ed25519Lab {
  private static final int BYTES = 32;

  private static final String ATTACH =
      """
      import sys
      from gi.repository import GLib
      signatures = [bytes.fromhex(each) for each in sys.argv[2:]]
      value = GLib.Variant('a{sv}', {'ostree.sign.ed25519': GLib.Variant('aay', signatures)})
      open(sys.argv[1], 'wb').write(value.get_data_as_bytes().get_data())
      """;

  private final Path folder;

  /** Keys in this folder. */
  public Ed25519Lab(Path folder) throws IOException {
    this.folder = Files.createDirectories(folder);
  }

  /** A key pair; gives the public key. */
  public byte[] make(String name) {
    openssl("genpkey", "-algorithm", "ed25519", "-out", key(name));
    byte[] info = openssl("pkey", "-in", key(name), "-pubout", "-outform", "DER");
    return Arrays.copyOfRange(info, info.length - BYTES, info.length);
  }

  /** As configurations have it. */
  public static String base64(byte[] key) {
    return Base64.getEncoder().encodeToString(key);
  }

  /** The signature of a file. */
  public byte[] sign(String name, Path file) {
    return openssl("pkeyutl", "-sign", "-rawin", "-inkey", key(name), "-in", file.toString());
  }

  /** Writes detached metadata, or {@code summary.sig}, with these signatures. */
  public static void attach(Path file, byte[]... signatures) {
    List<String> arguments = new ArrayList<>(List.of(file.toString()));
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
