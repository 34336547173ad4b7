package dev.deucalion.server.config.discovery;

import dev.deucalion.server.config.yaml.MapReader;
import java.util.List;
import java.util.Set;

/** Checks entries of mechanisms that ask a registry of services and that the program lacks. */
final class RegistryReaders {
  private RegistryReaders() {}

  static void dockerswarm(DiscoveryEntry entry) {
    entry.http();
    entry.required("host", "host missing");
    String role = entry.in().text("role", "");
    entry.port(80);
    entry.filters();
    entry.refreshMs(60);
    if (role.isEmpty()) {
      entry.problem("role missing (one of: tasks, services, nodes)");
    } else {
      entry.require(
          Set.of("services", "nodes", "tasks").contains(role),
          "invalid role " + role + ", expected tasks, services, or nodes");
    }
  }

  static void eureka(DiscoveryEntry entry) {
    entry.url(
        "server", "eureka_sd: empty or null eureka server", "eureka_sd: invalid eureka server URL");
    entry.http();
    entry.refreshMs(30);
  }

  static void kuma(DiscoveryEntry entry) {
    entry.http();
    entry.refreshMs(15);
    entry.in().durationMs("fetch_timeout", 120_000);
    entry.url(
        "server",
        "kuma SD server must not be empty: ",
        "kuma SD server must not be empty and have a scheme");
    entry.texts("client_id");
  }

  static void marathon(DiscoveryEntry entry) {
    MapReader in = entry.in();
    List<String> servers = in.texts("servers");
    entry.refreshMs(30);
    boolean token = !in.secret("auth_token").isEmpty();
    boolean tokenFile = !entry.reading().path(in, "auth_token_file").isEmpty();
    boolean basic = in.has("basic_auth");
    boolean bearer = in.has("bearer_token") || in.has("bearer_token_file");
    boolean authorization = in.has("authorization");
    entry.http();
    entry.require(!servers.isEmpty(), "marathon_sd: must contain at least one Marathon server");
    entry.require(
        !token || !tokenFile,
        "marathon_sd: at most one of auth_token & auth_token_file must be configured");
    if (token || tokenFile) {
      entry.require(
          !basic,
          "marathon_sd: at most one of basic_auth, auth_token & auth_token_file must be"
              + " configured");
      entry.require(
          !bearer,
          "marathon_sd: at most one of bearer_token, bearer_token_file, auth_token &"
              + " auth_token_file must be configured");
      entry.require(
          !authorization,
          "marathon_sd: at most one of auth_token, auth_token_file & authorization must be"
              + " configured");
    }
  }

  static void nomad(DiscoveryEntry entry) {
    MapReader in = entry.in();
    in.flagAlwaysPrinted("allow_stale", true);
    entry.http();
    in.text("namespace", "default");
    entry.refreshMs(60);
    in.text("region", "global");
    String server = in.text("server", "http://localhost:4646");
    in.text("tag_separator", ",");
    entry.require(!server.isBlank(), "nomad SD configuration requires a server address");
  }

  static void puppetdb(DiscoveryEntry entry) {
    entry.http();
    entry.refreshMs(60);
    entry.webUrl();
    entry.required("query", "query missing");
    entry.in().flagAlwaysPrinted("include_parameters", false);
    entry.port(80);
  }

  static void zookeeper(DiscoveryEntry entry, String name) {
    MapReader in = entry.in();
    List<String> servers = in.texts("servers");
    List<String> paths = in.texts("paths");
    in.durationMs("timeout", 10_000);
    entry.require(
        !servers.isEmpty(), name + " SD config must contain at least one Zookeeper server");
    entry.require(!paths.isEmpty(), name + " SD config must contain at least one path");
    for (String path : paths) {
      entry.require(path.startsWith("/"), name + " SD config paths must begin with '/': " + path);
    }
  }
}
