package dev.deucalion.scrape.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A certificate that signs itself, with its key. */
public final class TestCertificate {
  private static final char[] PASSWORD = "changeit".toCharArray();

  private final KeyStore store;

  private TestCertificate(KeyStore store) {
    this.store = store;
  }

  /**
   * Makes one for {@code CN=name}, valid for {@code name.test}.
   *
   * @param algorithm {@code EC} or {@code RSA}
   * @param directory of files that are no longer needed afterwards
   */
  public static TestCertificate make(Path directory, String name, String algorithm)
      throws IOException, GeneralSecurityException, InterruptedException {
    Path file = Files.createTempDirectory(directory, "keys").resolve("keys.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "own",
                "-keyalg",
                algorithm,
                "-dname",
                "CN=" + name,
                "-ext",
                "san=dns:" + name + ".test",
                "-storetype",
                "PKCS12",
                "-storepass",
                String.valueOf(PASSWORD),
                "-keystore",
                file.toString())
            .redirectErrorStream(true)
            .start();
    String output = new String(keytool.getInputStream().readAllBytes(), UTF_8);
    if (keytool.waitFor() != 0) {
      throw new IOException(output);
    }
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD);
    }
    return new TestCertificate(store);
  }

  /** The certificate in PEM. */
  public String pem() throws GeneralSecurityException {
    return pem("CERTIFICATE", store.getCertificate("own").getEncoded());
  }

  /** The key in PEM. */
  public String keyPem() throws GeneralSecurityException {
    Key key = store.getKey("own", PASSWORD);
    return pem("PRIVATE KEY", key.getEncoded());
  }

  /** The public key. */
  public java.security.PublicKey publicKey() throws GeneralSecurityException {
    return store.getCertificate("own").getPublicKey();
  }

  private static String pem(String kind, byte[] bytes) {
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(kind, Base64.getMimeEncoder().encodeToString(bytes), kind);
  }

  /** TLS of a server with this certificate that trusts some clients. */
  public SSLContext server(TestCertificate... clients)
      throws IOException, GeneralSecurityException {
    KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
    keys.init(store, PASSWORD);
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    for (int i = 0; i < clients.length; i++) {
      trusted.setCertificateEntry("client" + i, clients[i].store.getCertificate("own"));
    }
    SSLContext context = SSLContext.getInstance("TLS");
    if (clients.length == 0) {
      context.init(keys.getKeyManagers(), null, null);
    } else {
      TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
      trust.init(trusted);
      context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    }
    return context;
  }
}
