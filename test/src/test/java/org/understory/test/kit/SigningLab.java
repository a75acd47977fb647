package org.understory.test.kit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/** Keys that gpg makes in a folder of its own, whose agent ends with this. */
public final class SigningLab implements AutoCloseable {
  private static final String MADE = "20200101T000000!";

  private final Path home;

  /** Without keys. */
  public SigningLab(Path home) throws IOException {
    this.home = Files.createDirectories(home);
    Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwx------"));
  }

  /** Where they are kept. */
  public Path home() {
    return home;
  }

  /** Makes a key in the year 2020 that never expires; gives its fingerprint. */
  public String make(String owner) {
    gpg(
        "--faked-system-time",
        MADE,
        "--passphrase",
        "",
        "--quick-gen-key",
        owner,
        "ed25519",
        "sign",
        "never");
    return gpg("--with-colons", "--list-keys", "=" + owner)
        .lines()
        .filter(line -> line.startsWith("fpr:"))
        .map(line -> line.split(":")[9])
        .findFirst()
        .orElseThrow();
  }

  /** Has its owner say, a day later, that it is to end in two days. */
  public void expire(String key) {
    gpg("--faked-system-time", "20200102T000000!", "--quick-set-expire", key, "2d");
  }

  /** Has its owner take it back. */
  public void revoke(String key) throws IOException {
    Path made = home.resolve("openpgp-revocs.d/" + key + ".rev");
    // It has a colon before its first line, so that nobody does this unawares.
    Path certificate = home.resolve("revocation");
    Files.writeString(certificate, Files.readString(made).replace(":-----BEGIN", "-----BEGIN"));
    gpg("--import", certificate.toString());
  }

  /** The public half in a file. */
  public Path export(String key) throws IOException {
    return Files.writeString(home.resolve(key + ".asc"), gpg("--armor", "--export", key));
  }

  private String gpg(String... arguments) {
    List<String> command =
        new ArrayList<>(List.of("gpg", "--homedir", home.toString(), "--batch", "--yes"));
    command.addAll(List.of("--pinentry-mode", "loopback"));
    command.addAll(List.of(arguments));
    return Command.run(command);
  }

  @Override
  public void close() {
    Command.attempt(List.of("gpgconf", "--homedir", home.toString(), "--kill", "all"));
  }
}
