package org.understory.test.kit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A certificate for {@code localhost} that nobody but itself vouches for.
 *
 * @param key a PEM file
 * @param file the certificate as a PEM file
 */
public record Certificate(Path key, Path file) {
  private static final String PASSWORD = "password";

  /** Makes one with OpenSSL. */
  public static Certificate make(Path folder, String name) {
    Certificate made =
        new Certificate(folder.resolve(name + "-key.pem"), folder.resolve(name + ".pem"));
    Command.run(
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:P-256",
        "-nodes",
        "-keyout",
        made.key.toString(),
        "-out",
        made.file.toString(),
        "-subj",
        "/CN=" + name,
        "-addext",
        "subjectAltName=DNS:localhost");
    return made;
  }

  /** What a server with this certificate works with that trusts one client alone. */
  public SSLContext trusting(Certificate client) throws IOException, GeneralSecurityException {
    Path store = file.resolveSibling("server.p12");
    Command.run(
        "openssl",
        "pkcs12",
        "-export",
        "-inkey",
        key.toString(),
        "-in",
        file.toString(),
        "-passout",
        "pass:" + PASSWORD,
        "-out",
        store.toString());
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    try (InputStream in = Files.newInputStream(client.file)) {
      trusted.setCertificateEntry(
          "client", CertificateFactory.getInstance("X.509").generateCertificate(in));
    }
    KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    own.init(keys, PASSWORD.toCharArray());
    TrustManagerFactory others =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    others.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(own.getKeyManagers(), others.getTrustManagers(), null);
    return context;
  }
}
