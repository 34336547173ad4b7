package dev.deucalion.scrape.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * The authorities that programs of this system trust, where Go's programs look for them, so that
 * what an operator has added for Prometheus counts here, too: those in {@code SSL_CERT_FILE} or
 * else the first of the usual bundles that is there, and those in the directories of {@code
 * SSL_CERT_DIR} or else in the usual ones. They are read once, when they are first needed. Safe for
 * many threads.
 *
 * @see <a href="https://pkg.go.dev/crypto/x509#SystemCertPool">Where Go looks</a>
 */
final class SystemAuthorities {
  /** Names another set of authorities to the Java runtime, which then is the one that counts. */
  private static final String JAVA_TRUST_STORE = "javax.net.ssl.trustStore";

  private static final List<Path> BUNDLES =
      Stream.of(
              "/etc/ssl/certs/ca-certificates.crt",
              "/etc/pki/tls/certs/ca-bundle.crt",
              "/etc/ssl/ca-bundle.pem",
              "/etc/pki/tls/cacert.pem",
              "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
              "/etc/ssl/cert.pem")
          .map(Path::of)
          .toList();

  private static final List<Path> DIRECTORIES =
      List.of(Path.of("/etc/ssl/certs"), Path.of("/etc/pki/tls/certs"));

  private final List<Path> bundles;
  private final List<Path> directories;
  private boolean known;
  private TrustManager @Nullable [] managers;

  private SystemAuthorities(List<Path> bundles, List<Path> directories) {
    this.bundles = bundles;
    this.directories = directories;
  }

  /** Those of a process with these environment variables. */
  static SystemAuthorities of(Map<String, String> environment) {
    String file = environment.getOrDefault("SSL_CERT_FILE", "");
    String paths = environment.getOrDefault("SSL_CERT_DIR", "");
    return new SystemAuthorities(
        file.isEmpty() ? BUNDLES : List.of(Path.of(file)),
        paths.isEmpty() ? DIRECTORIES : directories(paths));
  }

  private static List<Path> directories(String paths) {
    return Arrays.stream(paths.split(":", -1)).filter(p -> !p.isEmpty()).map(Path::of).toList();
  }

  /** What judges servers by these; null where there are none, for the Java runtime's own way. */
  synchronized TrustManager @Nullable [] trustManagers()
      throws IOException, GeneralSecurityException {
    if (!known) {
      managers = System.getProperty(JAVA_TRUST_STORE) == null ? made(read()) : null;
      known = true;
    }
    return managers;
  }

  /** What judges servers by some authorities; null for none. */
  static TrustManager @Nullable [] made(List<Certificate> authorities)
      throws IOException, GeneralSecurityException {
    if (authorities.isEmpty()) {
      return null;
    }
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    int i = 0;
    for (Certificate authority : authorities) {
      store.setCertificateEntry("ca" + i++, authority);
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory.getTrustManagers();
  }

  private List<Certificate> read() throws GeneralSecurityException {
    // Bundles and directories mostly hold the same ones.
    Set<ByteBuffer> encoded = new LinkedHashSet<>();
    for (Path bundle : bundles) {
      if (add(bundle, encoded)) {
        break;
      }
    }
    directories.forEach(directory -> addAll(directory, encoded));
    return CertificatePem.readable(encoded.stream().map(ByteBuffer::array).toList());
  }

  private static void addAll(Path directory, Set<ByteBuffer> encoded) {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
      for (Path entry : entries) {
        if (!isSecondName(entry)) {
          files.add(entry);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      // Without the directory, there are those of the others.
    }
    files.stream().sorted().forEach(file -> add(file, encoded));
  }

  /** Whether a file is another name of one of its directory. */
  private static boolean isSecondName(Path file) throws IOException {
    return Files.isSymbolicLink(file) && !Files.readSymbolicLink(file).toString().contains("/");
  }

  /** Whether the file can be read. */
  private static boolean add(Path file, Set<ByteBuffer> encoded) {
    if (!Files.isRegularFile(file)) {
      return false;
    }
    try {
      String text = Files.readString(file, StandardCharsets.ISO_8859_1);
      CertificatePem.blocks(text).forEach(der -> encoded.add(ByteBuffer.wrap(der)));
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
