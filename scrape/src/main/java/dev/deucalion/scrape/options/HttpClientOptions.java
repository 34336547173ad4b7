package dev.deucalion.scrape.options;

import java.util.List;
import java.util.Map;

/**
 * The HTTP settings that a scrape job shares with other clients ({@code http_config}).
 *
 * @param headers further headers with their values, in the configured order of values
 */
public record HttpClientOptions(
    HttpAuth auth,
    boolean followRedirects,
    boolean enableHttp2,
    TlsOptions tls,
    ProxyOptions proxy,
    Map<String, List<Secret>> headers) {
  /** No credentials, redirects followed, no proxy. */
  public static final HttpClientOptions DEFAULTS =
      new HttpClientOptions(
          new HttpAuth.None(), true, true, TlsOptions.DEFAULTS, ProxyOptions.NONE, Map.of());

  /** Copies what is mutable. */
  public HttpClientOptions {
    headers = Map.copyOf(headers);
  }

  /** These options with other credentials. */
  public HttpClientOptions withAuth(HttpAuth other) {
    return new HttpClientOptions(other, followRedirects, enableHttp2, tls, proxy, headers);
  }

  /** These options with redirects followed, or not. */
  public HttpClientOptions withFollowRedirects(boolean follow) {
    return new HttpClientOptions(auth, follow, enableHttp2, tls, proxy, headers);
  }

  /** These options with other settings of TLS. */
  public HttpClientOptions withTls(TlsOptions other) {
    return new HttpClientOptions(auth, followRedirects, enableHttp2, other, proxy, headers);
  }

  /** These options with another proxy. */
  public HttpClientOptions withProxy(ProxyOptions other) {
    return new HttpClientOptions(auth, followRedirects, enableHttp2, tls, other, headers);
  }

  /** These options with other further headers, each with its values. */
  public HttpClientOptions withHeaders(Map<String, List<Secret>> other) {
    return new HttpClientOptions(auth, followRedirects, enableHttp2, tls, proxy, other);
  }
}
