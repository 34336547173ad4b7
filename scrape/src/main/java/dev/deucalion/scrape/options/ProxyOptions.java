package dev.deucalion.scrape.options;

import java.util.List;
import java.util.Map;

/**
 * Which proxy requests go through.
 *
 * @param proxyUrl the proxy, empty for none
 * @param noProxy hosts, suffixes and CIDR ranges reached directly, separated by commas
 * @param fromEnvironment whether {@code HTTP_PROXY}, {@code HTTPS_PROXY} and {@code NO_PROXY}
 *     decide
 * @param connectHeaders headers sent to the proxy with {@code CONNECT}
 */
public record ProxyOptions(
    String proxyUrl,
    String noProxy,
    boolean fromEnvironment,
    Map<String, List<Secret>> connectHeaders) {
  /** No proxy. */
  public static final ProxyOptions NONE = new ProxyOptions("", "", false, Map.of());

  /** Copies what is mutable. */
  public ProxyOptions {
    connectHeaders = Map.copyOf(connectHeaders);
  }
}
