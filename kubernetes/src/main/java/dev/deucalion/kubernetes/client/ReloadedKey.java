package dev.deucalion.kubernetes.client;

import dev.deucalion.scrape.http.TlsMaterial;
import dev.deucalion.scrape.options.TlsOptions;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The client's certificate, read from its files for each handshake, so that rotated files are taken
 * up. Each reading gets an alias of its own, since a handshake asks for the certificate and for the
 * key one after the other. Safe for many threads.
 */
final class ReloadedKey extends X509ExtendedKeyManager {
  private static final Logger LOG = LoggerFactory.getLogger(ReloadedKey.class);

  /** As many readings are kept as handshakes may run at a time. */
  private static final int MAX_KEPT = 64;

  private final TlsOptions options;
  private final AtomicLong readings = new AtomicLong();
  private final ConcurrentHashMap<Long, Reading> kept = new ConcurrentHashMap<>();

  private record Reading(X509ExtendedKeyManager manager, String alias) {}

  ReloadedKey(TlsOptions options) {
    this.options = options;
  }

  @Override
  public @Nullable String chooseEngineClientAlias(
      String[] keyTypes, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
    X509ExtendedKeyManager manager = read();
    if (manager == null) {
      return null;
    }
    String alias = manager.chooseEngineClientAlias(keyTypes, issuers, engine);
    if (alias == null) {
      return null;
    }
    long number = readings.incrementAndGet();
    kept.put(number, new Reading(manager, alias));
    kept.remove(number - MAX_KEPT);
    return Long.toString(number);
  }

  private @Nullable X509ExtendedKeyManager read() {
    try {
      KeyManager[] managers = TlsMaterial.keyManagers(options);
      return managers != null && managers[0] instanceof X509ExtendedKeyManager manager
          ? manager
          : null;
    } catch (IOException | GeneralSecurityException e) {
      LOG.atWarn()
          .addKeyValue("err", String.valueOf(e.getMessage()))
          .log("The client certificate for the Kubernetes API cannot be read");
      return null;
    }
  }

  private @Nullable Reading reading(String alias) {
    return kept.get(Long.valueOf(alias));
  }

  @Override
  public X509Certificate @Nullable [] getCertificateChain(String alias) {
    Reading reading = reading(alias);
    return reading == null ? null : reading.manager.getCertificateChain(reading.alias);
  }

  @Override
  public @Nullable PrivateKey getPrivateKey(String alias) {
    Reading reading = reading(alias);
    return reading == null ? null : reading.manager.getPrivateKey(reading.alias);
  }

  @Override
  public @Nullable String chooseClientAlias(
      String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return chooseEngineClientAlias(keyTypes, issuers, null);
  }

  @Override
  public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
    return null;
  }

  @Override
  public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
    return null;
  }

  @Override
  public @Nullable String chooseServerAlias(
      String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return null;
  }
}
