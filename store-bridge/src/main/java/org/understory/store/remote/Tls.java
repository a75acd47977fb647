package org.understory.store.remote;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.understory.model.operation.Flaw;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.remote.Remote;
import org.understory.store.file.SmallFile;

/** Whom a connection trusts and who we are on it, as the remote is set up. */
final class Tls {
  /** Where distributions keep what the system trusts; libostree's curl goes by the same. */
  private static final List<Path> SYSTEM =
      List.of(
          Path.of("/etc/ssl/certs/ca-certificates.crt"),
          Path.of("/etc/pki/tls/certs/ca-bundle.crt"),
          Path.of("/etc/ssl/cert.pem"));

  private static final int MAX_FILE = 8 << 20;

  private static final Pattern KEY =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([^-]+)-----END PRIVATE KEY-----");

  private static final char[] NO_PASSWORD = new char[0];

  private Tls() {}

  /**
   * What connections to this remote are made with.
   *
   * @throws StoreException CorruptFile and what keeps a file from being read, or UnsupportedRemote
   */
  static SSLContext context(Remote remote) throws StoreException {
    Remote.Access access = remote.access();
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(
          access.certificate().isPresent() ? keys(remote) : new KeyManager[0],
          access.permissive()
              ? new TrustManager[] {new Anybody()}
              : trust(access.authority().map(Path::of)),
          null);
      return context;
    } catch (InvalidPathException e) {
      // A name that has no form in the encoding of this place, such as LC_ALL=C.
      throw new StoreException(new Problem.CorruptFile(e.getInput(), Flaw.MALFORMED), e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has TLS", e);
    }
  }

  private static TrustManager[] trust(Optional<Path> authority)
      throws StoreException, GeneralSecurityException {
    Optional<Path> file = authority.or(() -> SYSTEM.stream().filter(Files::exists).findFirst());
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    // Without a file these are the certificates that come with Java.
    factory.init(file.isPresent() ? store(certificates(file.get())) : (KeyStore) null);
    return factory.getTrustManagers();
  }

  private static KeyManager[] keys(Remote remote) throws StoreException, GeneralSecurityException {
    Path certificate = Path.of(remote.access().certificate().orElseThrow());
    Path key = remote.access().key().map(Path::of).orElse(certificate);
    KeyStore store = store(List.of());
    Certificate[] chain = certificates(certificate).toArray(Certificate[]::new);
    store.setKeyEntry("", privateKey(key, remote), NO_PASSWORD, chain);
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, NO_PASSWORD);
    return factory.getKeyManagers();
  }

  private static KeyStore store(Collection<? extends Certificate> certificates)
      throws GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try {
      store.load(null, NO_PASSWORD);
    } catch (IOException e) {
      throw new IllegalStateException("nothing is read here", e);
    }
    int number = 0;
    for (Certificate certificate : certificates) {
      store.setCertificateEntry(Integer.toString(number++), certificate);
    }
    return store;
  }

  private static Collection<? extends Certificate> certificates(Path file)
      throws StoreException, GeneralSecurityException {
    byte[] bytes = bytes(file);
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    try {
      Collection<? extends Certificate> found =
          factory.generateCertificates(new ByteArrayInputStream(bytes));
      if (!found.isEmpty()) {
        return found;
      }
    } catch (GeneralSecurityException e) {
      throw new StoreException(new Problem.CorruptFile(file.toString(), Flaw.MALFORMED), e);
    }
    throw new StoreException(new Problem.CorruptFile(file.toString(), Flaw.MALFORMED));
  }

  /** As PKCS #8, which is what OpenSSL writes since 1.0; encrypted and older ones are not read. */
  private static PrivateKey privateKey(Path file, Remote remote)
      throws StoreException, GeneralSecurityException {
    Matcher text = KEY.matcher(new String(bytes(file), StandardCharsets.US_ASCII));
    if (text.find()) {
      try {
        var spec = new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(text.group(1)));
        for (String kind : List.of("RSA", "EC", "Ed25519")) {
          try {
            return KeyFactory.getInstance(kind).generatePrivate(spec);
          } catch (InvalidKeySpecException e) {
            // It is of another kind.
          }
        }
      } catch (IllegalArgumentException e) {
        throw new StoreException(new Problem.CorruptFile(file.toString(), Flaw.MALFORMED), e);
      }
    }
    throw new StoreException(new Problem.UnsupportedRemote(remote.name(), "tls-client-key-path"));
  }

  private static byte[] bytes(Path file) throws StoreException {
    try {
      return SmallFile.bytes(file, MAX_FILE);
    } catch (IOException e) {
      throw SmallFile.trouble(file, e);
    }
  }

  /** {@code tls-permissive}: of this kind, host names are not compared either. */
  private static final class Anybody extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String kind) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String kind) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String kind, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String kind, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String kind, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String kind, SSLEngine engine) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
