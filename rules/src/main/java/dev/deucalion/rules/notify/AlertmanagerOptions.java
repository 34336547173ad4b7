package dev.deucalion.rules.notify;

import dev.deucalion.model.relabel.RelabelRule;
import dev.deucalion.scrape.options.DiscoveryOptions;
import dev.deucalion.scrape.options.HttpClientOptions;
import java.util.List;

/**
 * Alertmanagers that are found and called in the same way: one entry of {@code alertmanagers}.
 *
 * @param scheme of their URLs, where relabeling does not say otherwise
 * @param pathPrefix goes before the path of the API
 * @param timeoutMs for each request
 * @param signing Amazon's signatures, where they are asked for
 * @param discovery how they are found
 * @param relabeling applied to what is found
 * @param alertRelabeling applied to the alerts that these are told of
 */
public record AlertmanagerOptions(
    String scheme,
    String pathPrefix,
    long timeoutMs,
    HttpClientOptions http,
    Signing signing,
    List<DiscoveryOptions> discovery,
    List<RelabelRule> relabeling,
    List<RelabelRule> alertRelabeling) {
  /** As {@code timeout} is when nothing is said. */
  public static final long DEFAULT_TIMEOUT_MS = 10_000;

  /** Copies the lists. */
  public AlertmanagerOptions {
    discovery = List.copyOf(discovery);
    relabeling = List.copyOf(relabeling);
    alertRelabeling = List.copyOf(alertRelabeling);
  }

  /** The given ways to find them, and defaults. */
  public static AlertmanagerOptions of(DiscoveryOptions... discovery) {
    return new AlertmanagerOptions(
        "http",
        "",
        DEFAULT_TIMEOUT_MS,
        HttpClientOptions.DEFAULTS,
        new Signing.None(),
        List.of(discovery),
        List.of(),
        List.of());
  }

  /** The same at another path. */
  public AlertmanagerOptions withPathPrefix(String prefix) {
    return new AlertmanagerOptions(
        scheme, prefix, timeoutMs, http, signing, discovery, relabeling, alertRelabeling);
  }

  /** The same with another timeout, ms. */
  public AlertmanagerOptions withTimeoutMs(long timeout) {
    return new AlertmanagerOptions(
        scheme, pathPrefix, timeout, http, signing, discovery, relabeling, alertRelabeling);
  }

  /** The same with other rules for Alertmanagers and for alerts. */
  public AlertmanagerOptions withRelabeling(List<RelabelRule> targets, List<RelabelRule> alerts) {
    return new AlertmanagerOptions(
        scheme, pathPrefix, timeoutMs, http, signing, discovery, targets, alerts);
  }
}
