package dev.deucalion.kubernetes.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.deucalion.scrape.discovery.DiscoveryException;
import dev.deucalion.scrape.options.HttpAuth;
import dev.deucalion.scrape.options.HttpClientOptions;
import dev.deucalion.scrape.options.ProxyOptions;
import dev.deucalion.scrape.options.Secret;
import dev.deucalion.scrape.options.TlsOptions;
import io.fabric8.kubernetes.api.model.AuthInfo;
import io.fabric8.kubernetes.api.model.Context;
import io.fabric8.kubernetes.api.model.NamedAuthInfo;
import io.fabric8.kubernetes.api.model.NamedContext;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A kubeconfig file, with what fabric8 and the JDK's client under it do not heed: names of servers,
 * proxies, tokens in files, and whom to act as.
 *
 * @param config fabric8's reading
 * @param http TLS, proxies, the UID to act as, and the token where it is in a file; other
 *     credentials are fabric8's
 * @see <a href="https://kubernetes.io/docs/reference/config-api/kubeconfig.v1/">kubeconfig</a>
 */
record Kubeconfig(Config config, HttpClientOptions http) {
  private static final String UID_HEADER = "Impersonate-Uid";

  /**
   * Reads a file.
   *
   * @throws DiscoveryException when it is not one, with the reason
   */
  static Kubeconfig read(Path file) throws DiscoveryException {
    try (InputStream in = Files.newInputStream(file)) {
      Config config = Config.fromKubeconfig(file.toFile());
      HttpClientOptions http =
          HttpClientOptions.DEFAULTS.withTls(tls(config)).withProxy(proxy(config));
      config.setTlsServerName(null);
      config.setHttpProxy(null);
      config.setHttpsProxy(null);
      AuthInfo user =
          user(Serialization.unmarshal(in, io.fabric8.kubernetes.api.model.Config.class));
      if (user != null) {
        config.setImpersonateUsername(user.getAs());
        config.setImpersonateGroups(orEmpty(user.getAsGroups()).toArray(new String[0]));
        config.setImpersonateExtras(orEmpty(user.getAsUserExtra()));
        String uid = text(user.getAsUid());
        if (!text(user.getAs()).isEmpty() && !uid.isEmpty()) {
          http = http.withHeaders(Map.of(UID_HEADER, List.of(Secret.of(uid))));
        }
      }
      String token = user == null ? "" : text(user.getTokenFile());
      if (!token.isEmpty()) {
        Secret secret = Secret.inFile(file.toAbsolutePath().resolveSibling(token));
        http = http.withAuth(new HttpAuth.Credentials("Bearer", secret));
      }
      return new Kubeconfig(config, http);
    } catch (KubernetesClientException | IllegalArgumentException | IOException e) {
      throw new DiscoveryException("invalid configuration: " + file + ": " + e.getMessage(), e);
    }
  }

  /** The user of the context that counts, null where the file names none. */
  private static @Nullable AuthInfo user(io.fabric8.kubernetes.api.model.Config file) {
    for (NamedContext named : orEmpty(file.getContexts())) {
      Context context = named.getContext();
      if (context != null && Objects.equals(named.getName(), file.getCurrentContext())) {
        for (NamedAuthInfo user : orEmpty(file.getUsers())) {
          if (Objects.equals(user.getName(), context.getUser())) {
            return user.getUser();
          }
        }
      }
    }
    return null;
  }

  /** What has nothing in it is written as null by some programs. */
  private static <T> List<T> orEmpty(@Nullable List<T> list) {
    return list == null ? List.of() : list;
  }

  private static <K, V> Map<K, V> orEmpty(@Nullable Map<K, V> map) {
    return map == null ? Map.of() : map;
  }

  private static TlsOptions tls(Config config) {
    return new TlsOptions(
        secret(config.getCaCertData(), config.getCaCertFile()),
        secret(config.getClientCertData(), config.getClientCertFile()),
        secret(config.getClientKeyData(), config.getClientKeyFile()),
        text(config.getTlsServerName()),
        config.isTrustCerts(),
        null,
        null);
  }

  /** What is in the file itself comes before what it names. */
  private static @Nullable Secret secret(@Nullable String base64, @Nullable String file) {
    String data = text(base64);
    if (!data.isEmpty()) {
      return Secret.of(new String(Base64.getMimeDecoder().decode(data), UTF_8));
    }
    return text(file).isEmpty() ? null : Secret.inFile(Path.of(text(file)));
  }

  /** The proxy of the file, which fabric8 notes by kind; else those of the environment. */
  private static ProxyOptions proxy(Config config) {
    String secure = text(config.getHttpsProxy());
    String url = secure.isEmpty() ? text(config.getHttpProxy()) : secure;
    return new ProxyOptions(url, "", url.isEmpty(), Map.of());
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value;
  }
}
