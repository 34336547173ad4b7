package dev.deucalion.server.config.discovery;

import dev.deucalion.scrape.discovery.consul.ConsulDiscoveryOptions;
import dev.deucalion.scrape.options.DiscoveryOptions;
import dev.deucalion.scrape.options.HttpAuth;
import dev.deucalion.scrape.options.HttpClientOptions;
import dev.deucalion.scrape.options.Secret;
import dev.deucalion.server.config.yaml.MapReader;
import java.util.List;
import java.util.Map;

/** Reads {@code consul_sd_configs}. */
final class ConsulReader {
  private ConsulReader() {}

  static DiscoveryOptions read(DiscoveryEntry entry) {
    MapReader in = entry.in();
    String server = in.text("server", "localhost:8500");
    entry.require(!server.isBlank(), "consul SD configuration requires a server address");
    String pathPrefix = in.text("path_prefix", "");
    String token = in.secret("token");
    String datacenter = in.text("datacenter", "");
    String namespace = in.text("namespace", "");
    String partition = in.text("partition", "");
    String separator = in.text("tag_separator", ",");
    String scheme = in.text("scheme", "http");
    String username = in.text("username", "");
    String password = in.secret("password");
    boolean allowStale = in.flagAlwaysPrinted("allow_stale", true);
    long refreshMs = entry.refreshMs(30);
    List<String> services = in.texts("services");
    List<String> tags = in.texts("tags");
    Map<String, String> nodeMeta =
        in.entries("node_meta", "map[string]string", (name, value) -> in.textOf(value));
    in.print("node_meta", nodeMeta);
    String filter = in.text("filter", "");
    String healthFilter = in.text("health_filter", "");
    HttpClientOptions http = withUser(entry, entry.http(), username, password);
    entry.require(
        token.isEmpty()
            || !(http.auth() instanceof HttpAuth.Credentials
                || http.auth() instanceof HttpAuth.OAuth2),
        "at most one of consul SD token, authorization, or oauth2 can be configured");
    return new ConsulDiscoveryOptions(
        server,
        scheme,
        pathPrefix,
        token.isEmpty() ? null : Secret.of(token),
        datacenter,
        namespace,
        partition,
        separator,
        allowStale,
        refreshMs,
        services,
        tags,
        nodeMeta,
        filter,
        healthFilter,
        http);
  }

  private static HttpClientOptions withUser(
      DiscoveryEntry entry, HttpClientOptions http, String username, String password) {
    if (username.isEmpty() && password.isEmpty()) {
      return http;
    }
    entry.require(
        !(http.auth() instanceof HttpAuth.Basic),
        "at most one of consul SD configuration username and password and basic auth can be"
            + " configured");
    return http.withAuth(new HttpAuth.Basic(Secret.of(username), Secret.of(password)));
  }
}
